import SeededNumbers
import Foundation
import RedisDump
import Testing

@testable import Sanitizing

/// Distinct stays distinct.
struct CollisionTests {
    /// Rules whose ranges overlap, with kept literals in the middle of what other rules produce.
    static let rules = """
        pack: overlap
        version: 1
        rules:
          - { id: pinned, key: "user:100042", keep: true, because: the account of the monitoring }
          - { id: pinned-flags, key: "user:flags*", keep: true, because: switches }
          - { id: sess, key: { regex: '^user:(?<sid>[0-9a-f]{8})$', mask: { sid: hex } } }
          - { id: short, key: { regex: '^user:(?<n>[0-9]{1,5})$', mask: { n: digits } } }
          - { id: user, key: "user:{id:digits}" }
          - { id: even, key: { regex: '^user:(?<n>[0-9a-z]+[02468])$', mask: { n: opaque } } }
          - { id: pair, key: "user:{a:opaque}:{b:digits}" }
          - { id: tail, key: "user:*" }
          - { id: cart, key: "cart:{{{tag:opaque}}}:*" }
        """

    /// The name of key `number`; all are distinct.
    static func name(_ number: Int) -> String {
        let hex = String(number &* 2_654_435_761 & 0xFFFF_FFFF, radix: 16)
        let padded = String(repeating: "0", count: 8 - hex.utf8.count) + hex
        switch number % 8 {
        case 0: return "user:" + padded
        case 1: return "user:\(number)"
        case 2: return "user:x\(padded)"
        case 3: return "user:\(padded):\(number)"
        case 4: return "cart:{\(padded)}:\(number)"
        case 5: return "user:flag\(number % 16 < 8 ? "s" : "")\(number)"
        case 6: return "\(number)-\(padded)"
        default: return "session:user\(number)"
        }
    }

    @Test(.timeLimit(.minutes(40)))
    func `a million keys under overlapping rules do not meet`() throws {
        let count = TestScale.count(1_000_000)
        var writer = DumpWriter()
        var names = Set<String>()
        for number in 0..<count {
            let name = Self.name(number)
            guard names.insert(name).inserted else { continue }
            writer.pair(name, "0", .int8)
        }
        if names.insert("user:100042").inserted { writer.pair("user:100042", "0", .int8) }
        let raw = writer.finished()
        let sanitized = try InMemory.sanitized(raw, InMemory.options(rules: Self.rules))

        var outputs = Set<String>(minimumCapacity: names.count)
        var hasPinned = false
        var kept = 0
        try Self.forEachKey(sanitized) { name in
            outputs.insert(String(decoding: name, as: UTF8.self))
            if name.elementsEqual("user:100042".utf8) { hasPinned = true }
            if name.starts(with: "user:flags".utf8) { kept += 1 }
        }
        #expect(outputs.count == names.count, "\(names.count - outputs.count) of \(names.count) keys were lost")
        #expect(hasPinned)
        #expect(kept == names.filter { $0.hasPrefix("user:flags") }.count)
    }

    @Test func `a thousand keys of each small shape do not meet under the default policy`() throws {
        var writer = DumpWriter()
        var names = Set<String>()
        for number in 0..<1000 {
            for name in [
                "\(number)", "u\(number)", "user:\(number)", "-\(number)", "0\(number)", "user\(number)", "\(number).5",
            ] {
                if names.insert(name).inserted { writer.pair(name, "0", .int8) }
            }
        }
        var outputs = Set<String>()
        try Self.forEachKey(InMemory.sanitized(writer.finished(), InMemory.options())) {
            outputs.insert(String(decoding: $0, as: UTF8.self))
        }
        #expect(outputs.count == names.count)
    }

    @Test func `hashes, sets and sorted sets keep their cardinality`() throws {
        var generator = SeededGenerator(seed: 3)
        var members = Set((0..<300).map(String.init) + (0..<300).map { "-\($0)" } + (0..<100).map { "0\($0)" })
        for length in 1...3 { for _ in 0..<100 { members.insert(generator.text(length)) } }
        for number in 0..<200 {
            members.formUnion(["user\(number)", "a@\(number).com", "10.0.0.\(number)", "é\(number)"])
        }
        let sorted = members.sorted()
        let packed = sorted.map(PackedWriter.Element.init)
        let pairs = packed.flatMap { [$0, .integer(1)] }

        var writer = DumpWriter()
        writer.key("set", type: 2)
        writer.length(sorted.count)
        for member in sorted { writer.string(member) }
        writer.key("hash", type: 4)
        writer.length(sorted.count)
        for member in sorted {
            writer.string(member)
            writer.string("1", .int8)
        }
        writer.key("zset", type: 5)
        writer.length(sorted.count)
        for member in sorted {
            writer.string(member)
            writer.append(littleEndian(1.5.bitPattern, 8))
        }
        for (type, blob) in [
            (16, PackedWriter.listpack(pairs)), (17, PackedWriter.listpack(pairs)), (20, PackedWriter.listpack(packed)),
            (12, PackedWriter.ziplist(pairs)), (13, PackedWriter.ziplist(pairs)),
            (11, PackedWriter.intset(Array(-5000...5000))), (11, PackedWriter.intset(Array(-140_000 ... -131_000))),
        ] as [(UInt8, [UInt8])] {
            writer.key("packed\(type)", type: type)
            writer.string(blob)
        }
        let raw = writer.finished()
        for chunkByteCount in [300, 1 << 20] {
            let options = try InMemory.options(chunkByteCount: chunkByteCount)
            let view = try SnapshotView(InMemory.sanitized(raw, options))
            #expect(view.keys.count == 10)
            for key in view.keys {
                let elements = key.elements
                let hasValues = [4, 13, 16, 12, 17].contains(key.type)
                let names = hasValues ? stride(from: 0, to: elements.count, by: 2).map { elements[$0] } : elements
                #expect(Set(names).count == names.count, "type \(key.type)")
            }
        }
    }

    private static func forEachKey(_ bytes: [UInt8], _ body: (ArraySlice<UInt8>) -> Void) throws {
        var cursor = ByteCursor(bytes.span)
        var walker = DumpWalker(family: try DumpHeader(&cursor).family)
        while !walker.isFinished {
            let atom = try walker.step(&cursor)
            guard atom.role == .key else { continue }
            if atom.string.encoding == .raw {
                body(bytes[atom.string.payload])
            } else {
                var plain = ByteBuffer()
                try atom.string.appendPlain(from: bytes.span, offset: 0, to: &plain)
                body(Array(copying: plain.span)[...])
            }
        }
    }
}
