import SeededNumbers
import RedisDump
import Sanitizing
import Testing

/// What is planted in every place a snapshot has is found nowhere in the output.
struct CanaryTests {
    private static let places = 20

    /// Strings that chance cannot produce again: addresses, tokens, names, numbers, digests. Each place gets each shape.
    private static func canaries(_ count: Int) -> [String] {
        var generator = SeededGenerator(seed: 77)
        let digits = "0123456789"
        let letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ"
        return (0..<count).map { number in
            switch number / places % 5 {
            case 0: "\(generator.text(9)).\(generator.text(5, digits))@\(generator.text(8)).com"
            case 1: generator.text(28, letters + digits)
            case 2: "K\(generator.text(8)) Z\(generator.text(11))"
            case 3: "4\(generator.text(13, digits))"
            default: generator.text(32, digits + "abcdef")
            }
        }
    }

    /// Plants each canary in every place that can hold it, each time in another key.
    private static func plant(_ canaries: [String]) -> DumpWriter {
        var writer = DumpWriter()
        for (number, text) in canaries.enumerated() {
            switch number % places {
            case 0: writer.pair(text, "x")
            case 1: writer.pair("user:\(text):cart", text)
            case 2: writer.pair("s\(number)", "before \(text) after")
            case 3: writer.pair("z\(number)", String(repeating: text + "|" + text + ";", count: 3), .lzf)
            case 4: writer.pair("j\(number)", #"{"user":{"\#(text)":"\#(text)","list":[1,"\#(text)"]}}"#)
            case 5: writer.pair("j\(number)", #"{"note":"\#(escaped(text))","name":"x\#(escaped(text))"}"#)
            case 6: writer.pair("j\(number)", #"{"a":"\#(text)","b":"\#(text)","c":"\#(text)","d":"\#(text)"}"#, .lzf)
            case 7: strings(&writer, "l\(number)", type: 1, [text, "x" + text])
            case 8: strings(&writer, "s\(number)", type: 2, [text])
            case 9: strings(&writer, "h\(number)", type: 4, ["name", text])
            case 10: strings(&writer, "h\(number)", type: 4, [text, "value"])
            case 11: zset(&writer, "z\(number)", text)
            case 12: packed(&writer, "h\(number)", type: 16, PackedWriter.listpack([.init(text), .init(text)]))
            case 13: packed(&writer, "h\(number)", type: 13, PackedWriter.ziplist([.init("email"), .init(text)]))
            case 14: packed(&writer, "z\(number)", type: 17, PackedWriter.listpack([.init(text), .integer(7)]))
            case 15:
                let list = [Array("name".utf8), Array(text.utf8), Array("old\(text)".utf8)]
                packed(&writer, "m\(number)", type: 9, PackedWriter.zipmap([(list[0], list[1], list[2])]))
            case 16: quicklist(&writer, "q\(number)", text)
            case 17: stream(&writer, "x\(number)", text)
            case 18: writer.pair("u\(number)", #"{"t":"\#(text)"#)
            default: packed(&writer, "t\(number)", type: 20, PackedWriter.listpack([.init(text), .init("(\(text))")]))
            }
        }
        return writer
    }

    private static func escaped(_ text: String) -> String {
        text.unicodeScalars.map {
            let hex = String($0.value, radix: 16)
            return "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
        }.joined()
    }

    private static func strings(_ writer: inout DumpWriter, _ name: String, type: UInt8, _ strings: [String]) {
        writer.key(name, type: type)
        writer.length(type == 4 ? strings.count / 2 : strings.count)
        for string in strings { writer.string(string) }
    }

    private static func zset(_ writer: inout DumpWriter, _ name: String, _ text: String) {
        writer.key(name, type: 5)
        writer.length(1)
        writer.string(text)
        writer.append(littleEndian(1.0.bitPattern, 8))
    }

    private static func packed(_ writer: inout DumpWriter, _ name: String, type: UInt8, _ blob: [UInt8]) {
        writer.key(name, type: type)
        writer.string(blob)
    }

    private static func quicklist(_ writer: inout DumpWriter, _ name: String, _ text: String) {
        writer.key(name, type: 18)
        writer.length(2)
        writer.length(1)
        writer.string(String(repeating: "-", count: 100) + text)
        writer.length(2)
        writer.string(PackedWriter.listpack([.init(text), .init("x"), .init(text)]), .lzf)
    }

    private static func stream(_ writer: inout DumpWriter, _ name: String, _ text: String) {
        writer.key(name, type: 15)
        writer.length(1)
        writer.string([UInt8](repeating: 0, count: 16))
        writer.string(PackedWriter.streamNode(master: [("email", text), (text, "v")], own: [(text, text)]))
        for value in [2, 5, 5, 1] { writer.length(value) }
        writer.string("group \(text)")
        for value in [0, 0, 0, 1] { writer.length(value) }
        writer.string(text)
        writer.append([UInt8](repeating: 0, count: 8))
        writer.length(0)
    }

    @Test(arguments: [64, 1 << 20])
    func `none of a thousand canaries is found in the output`(chunkByteCount: Int) throws {
        let canaries = Self.canaries(1000)
        var writer = Self.plant(canaries)
        writer.aux("unknown-field", canaries[0])
        writer.aux("lua", "return '\(canaries[1])'")
        let raw = writer.finished()
        let planted = try Self.found(canaries, in: raw)
        #expect(planted.count == canaries.count, "the test plants what it looks for")
        let sanitized = try InMemory.sanitized(raw, InMemory.options(chunkByteCount: chunkByteCount))
        let leaked = try Self.found(canaries, in: sanitized)
        #expect(
            leaked.isEmpty,
            "\(leaked.prefix(10).map { "\($0) (place \($0 % Self.places), shape \($0 / Self.places % 5))" })")
    }

    @Test func `keys of rules, unmatched ones and fields leak nothing under a rule pack either`() throws {
        let canaries = Self.canaries(1000)
        let rules = """
            pack: canaries
            version: 1
            rules:
              - { id: users, key: "user:{name:opaque}:cart", value: opaque }
              - { id: documents, key: "j{number:digits}", value: { json: { user: detect, "**.list[*]": text, "*": opaque } } }
              - { id: hashes, key: "h{number:digits}", type: hash, fields: { name: text, "*": detect } }
              - { id: streams, key: "x{number:digits}", entries: { email: email, "*": text } }
              - { id: lists, key: "l{number:digits}", value: base64 }
            """
        let raw = Self.plant(canaries).finished()
        let leaked = try Self.found(canaries, in: InMemory.sanitized(raw, InMemory.options(rules: rules)))
        #expect(
            leaked.isEmpty,
            "\(leaked.prefix(10).map { "\($0) (place \($0 % Self.places), shape \($0 / Self.places % 5))" })")
    }

    /// The numbers of the canaries that are in the bytes, in an unpacked string, in packed integers, or behind escapes.
    private static func found(_ canaries: [String], in bytes: [UInt8]) throws -> Set<Int> {
        var haystack = bytes
        let view = try SnapshotView(bytes)
        for key in view.keys {
            haystack += [0xFF] + key.name
            for item in key.items {
                haystack += [0xFF] + item.plain
                for element in item.packed { haystack += [0xFF] + element.plain }
            }
        }
        for other in view.others { haystack += [0xFF] + other.plain }
        haystack += [0xFF] + unescaped(haystack)

        var byPrefix: [UInt64: [Int]] = [:]
        for (number, canary) in canaries.enumerated() {
            byPrefix[canary.utf8.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }, default: []].append(number)
        }
        var found = Set<Int>()
        var window: UInt64 = 0
        for (index, byte) in haystack.enumerated() {
            window = window << 8 | UInt64(byte)
            guard let candidates = byPrefix[window] else { continue }
            for number in candidates where haystack[(index - 7)...].starts(with: canaries[number].utf8) {
                found.insert(number)
            }
        }
        return found
    }

    /// Bytes with the `\uXXXX` escapes of ASCII characters resolved.
    private static func unescaped(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if bytes[index] == 0x5C, index + 5 < bytes.count, bytes[index + 1] == 0x75,
                let value = UInt8(String(decoding: bytes[index + 2..<index + 6], as: UTF8.self), radix: 16)
            {
                result.append(value)
                index += 6
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return result
    }
}
