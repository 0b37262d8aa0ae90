import RedisDump
import Sanitizing
import Testing

/// An integer keeps its size wherever Redis stores one, and masks alike everywhere.
struct IntegerTests {
    /// Every border of every width, in every encoding of Redis, and one to either side.
    static let borders: [Int64] = {
        var limits: Set<Int64> = [0, 1, 12, 13, 127, 128, 255, 256, 4095, 4096, 9999, 32_767, 32_768, .max - 1]
        limits.formUnion([8_388_607, 8_388_608, 2_147_483_647, 2_147_483_648, 4_294_967_295, 4_294_967_296])
        limits.formUnion([-1, -128, -129, -4096, -4097, -32_768, -32_769, -8_388_608, -8_388_609, .min + 1])
        limits.formUnion([-2_147_483_648, -2_147_483_649])
        var power: Int64 = 1
        for _ in 0...18 {
            limits.formUnion([power, -power])
            power = power.multipliedReportingOverflow(by: 10).partialValue
        }
        return Set(limits.flatMap { [$0 - 1, $0, $0 + 1] }).sorted()
    }()

    /// One number in each place where Redis may hold it; names of keys tell the place.
    private static func snapshot(_ number: Int64) -> [UInt8] {
        let text = String(number)
        let packed = [PackedWriter.Element.integer(number)]
        let pair = packed + packed
        var writer = DumpWriter()
        let forms: [(DumpWriter.Form, Bool)] = [
            (.raw, true), (.int8, Int8(exactly: number) != nil), (.int16, Int16(exactly: number) != nil),
            (.int32, Int32(exactly: number) != nil),
        ]
        for (database, (form, fits)) in forms.enumerated() where fits {
            writer.database(database)
            writer.key(text, type: 0, form)
            writer.string(text, form)
            writer.key("list", type: 1)
            writer.length(1)
            writer.string(text, form)
            writer.key("set", type: 2)
            writer.length(1)
            writer.string(text, form)
            writer.key("hash", type: 4)
            writer.length(1)
            writer.string(text, form)
            writer.string(text, form)
            writer.key("zset", type: 5)
            writer.length(1)
            writer.string(text, form)
            writer.append(littleEndian(2.0.bitPattern, 8))
        }
        writer.database(9)
        for (type, blob) in [
            (10, PackedWriter.ziplist(packed)), (11, PackedWriter.intset([number])),
            (12, PackedWriter.ziplist(packed + [.integer(3)])), (13, PackedWriter.ziplist(pair)),
            (16, PackedWriter.listpack(pair)), (17, PackedWriter.listpack(packed + [.integer(3)])),
            (20, PackedWriter.listpack(packed)),
        ] as [(UInt8, [UInt8])] {
            writer.key("packed\(type)", type: type)
            writer.string(blob)
        }
        writer.key("quicklist", type: 18)
        writer.length(1)
        writer.length(2)
        writer.string(PackedWriter.listpack(packed))
        writer.key("stream", type: 15)
        writer.length(1)
        writer.string([UInt8](repeating: 0, count: 16))
        writer.string(PackedWriter.streamNode(master: [(text, text)], own: [(text, text)]))
        for value in [2, 5, 5, 0] { writer.length(value) }
        writer.pair("document", #"{"id":\#(text),"count":"\#(text)","items":[\#(text)]}"#)
        writer.pair("segment:\(text)", "x")
        return writer.finished()
    }

    @Test func `a number at any border keeps its place and masks to one number everywhere`() throws {
        for number in Self.borders {
            let raw = Self.snapshot(number)
            let sanitized = try OneThread.sanitized(raw, InMemory.options(chunkByteCount: 1 << 14))
            #expect(sanitized.count == raw.count, "\(number)")
            #expect(try SameShape.difference(raw, sanitized) == nil, "\(number)")
            let view = try SnapshotView(sanitized)
            let before = try SnapshotView(raw)
            let masked = try #require(view.keys.first).elements[0]
            let text = String(decoding: masked, as: UTF8.self)
            #expect(Int64(text).map(String.init) == text, "\(number) became \(text), which is no integer")
            for (old, new) in zip(before.keys, view.keys) { expectOnly(number, text, old, new) }
        }
    }

    private func expectOnly(_ number: Int64, _ text: String, _ old: SnapshotView.Key, _ new: SnapshotView.Key) {
        let plain = String(number)
        let name = String(decoding: new.name, as: UTF8.self)
        if String(decoding: old.name, as: UTF8.self) == plain {
            #expect(name == text, "the key \(number), \(old.nameForm.encoding)")
        }
        if old.name.starts(with: "segment:".utf8) {
            #expect(name.hasSuffix(":" + text), "a segment of a key, \(number)")
        }
        if String(decoding: old.name, as: UTF8.self) == "document" {
            #expect(
                String(decoding: new.elements[0], as: UTF8.self)
                    == #"{"id":\#(text),"count":"\#(text)","items":[\#(text)]}"#)
            return
        }
        // A score that equals the number stays: members and scores of a packed sorted set alternate.
        let isZset = old.type == 12 || old.type == 17
        for (index, element) in old.elements.enumerated() where !(isZset && index % 2 == 1) {
            guard old.type != 15, element == Array(plain.utf8) else { continue }
            #expect(
                String(decoding: new.elements[index], as: UTF8.self) == text,
                "\(number), element \(index) of type \(old.type)")
        }
        if old.type == 15 {
            // The node: 2 entries, 0 deleted, 1 field, NAME, 0; flags, ms, seq, VALUE, …; flags, ms, seq, 1, NAME, VALUE.
            let node = new.items[1].packed.map { String(decoding: $0.plain, as: UTF8.self) }
            #expect([node[3], node[8], node[14], node[15]].allSatisfy { $0 == text }, "\(number) in a stream")
        }
    }

    @Test func `numbers of an intset stay inside its width and in order`() throws {
        for (width, low, high) in [(2, -32_768, 32_767), (4, -2_147_483_648, 2_147_483_647), (8, Int64.min, .max)]
            as [(Int, Int64, Int64)]
        {
            let values = Self.borders.filter { $0 >= low && $0 <= high }
            var writer = DumpWriter()
            writer.key("set", type: 11)
            writer.string(PackedWriter.intset(values))
            let raw = writer.finished()
            let sanitized = try InMemory.sanitized(raw, InMemory.options())
            #expect(sanitized.count == raw.count)
            let key = try #require(SnapshotView(sanitized).keys.first)
            #expect(key.items[0].plain[0] == UInt8(width))
            let numbers = key.elements.compactMap { Int64(String(decoding: $0, as: UTF8.self)) }
            #expect(numbers == numbers.sorted() && Set(numbers).count == values.count)
            #expect(zip(numbers, values).allSatisfy { String($0).utf8.count == String($1).utf8.count })
        }
    }

    @Test func `a set is masked to the same numbers as an intset, a listpack and a table`() throws {
        let values = Self.borders.filter { $0.magnitude < 1 << 40 }
        var writer = DumpWriter()
        writer.key("a", type: 11)
        writer.string(PackedWriter.intset(values))
        writer.key("b", type: 20)
        writer.string(PackedWriter.listpack(values.map(PackedWriter.Element.integer)))
        writer.key("c", type: 2)
        writer.length(values.count)
        for value in values { writer.string(String(value), DumpWriter.integerForm(value) ?? .raw) }
        let view = try SnapshotView(InMemory.sanitized(writer.finished(), InMemory.options()))
        let sets = view.keys.map { Set($0.elements) }
        #expect(sets[0] == sets[1] && sets[1] == sets[2])
    }
}
