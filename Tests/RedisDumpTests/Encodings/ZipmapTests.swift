import Testing

@testable import RedisDump

@Suite struct ZipmapTests {
    private struct Content: Equatable {
        var pairs: [[[UInt8]]] = []
        var unusedCounts: [Int] = []
    }

    private static func zipmap(_ pairs: [(String, String)], unused: [UInt8] = []) -> [UInt8] {
        var bytes = [UInt8(min(pairs.count, 254))]
        for (field, value) in pairs {
            bytes += length(field.utf8.count) + field.utf8
            bytes += length(value.utf8.count) + [UInt8(unused.count)] + value.utf8 + unused
        }
        return bytes + [0xFF]
    }

    private static func length(_ count: Int) -> [UInt8] {
        count < 254 ? [UInt8(count)] : [0xFE] + PackedBytes.number(count, 4)
    }

    @Test func `fields and values are read, with the bytes that nobody uses`() throws {
        let bytes = Self.zipmap([("name", "anna"), ("", ""), ("n", "7")], unused: Array("old".utf8))
        let content = try Self.content(bytes)
        #expect(content.pairs == [["name", "anna"], ["", ""], ["n", "7"]].map { $0.map { Array($0.utf8) } })
        #expect(content.unusedCounts == [3, 3, 3])
        #expect(try Self.content([0, 0xFF]) == Content())
    }

    @Test(arguments: [0, 1, 252, 253, 254, 255, 256, 70_000])
    func `a length of 254 or more takes five bytes`(_ count: Int) throws {
        let text = String(repeating: "x", count: count)
        let content = try Self.content(Self.zipmap([(text, "v"), ("f", text)]))
        #expect(content.pairs.map { $0.map(\.count) } == [[count, 1], [1, count]])
        #expect(content.unusedCounts == [0, 0])
    }

    @Test func `a length that claims more than there is is refused`() {
        for bytes in [
            [1, 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], [1, 0xFE, 1, 0, 0, 0xFF], [1, 1, 0x61, 5, 0, 0x62, 0xFF],
            [1, 1, 0x61, 1, 9, 0x62, 0xFF], [1, 1, 0x61, 0xFF, 0, 0xFF], [1, 200, 0x61, 0xFF], [], [0xFF], [1], [1, 1],
        ] as [[UInt8]] {
            #expect(throws: ReadError.self, "\(bytes)") { _ = try Self.content(bytes) }
        }
    }

    @Test func `a short length in five bytes is refused, as servers refuse it`() throws {
        #expect(throws: ReadError.self) { _ = try Self.content([1, 0xFE, 1, 0, 0, 0, 0x61, 1, 0, 0x62, 0xFF]) }
        #expect(throws: ReadError.self) { _ = try Self.content([1, 1, 0x61, 0xFE, 1, 0, 0, 0, 0, 0x62, 0xFF]) }
        #expect(try Self.content([1, 1, 0x61, 1, 0, 0x62, 0xFF]).pairs == [[[0x61], [0x62]]])
    }

    @Test func `bytes behind the end mark, and a place before the first pair, are refused`() {
        let good = Self.zipmap([("f", "v")])
        #expect(throws: ReadError.self) { _ = try Self.content(good + [0]) }
        #expect(throws: ReadError.self) { _ = try Self.content(good + [0xFF]) }
        for start in [-1, 0, good.count, good.count + 1, .max] {
            #expect(throws: ReadError.self) { _ = try Zipmap.pair(good.span, at: start) }
        }
    }

    @Test func `damage is refused or leaves pairs within the bytes`() {
        let good = Self.zipmap([("field", String(repeating: "v", count: 260)), ("f", "1")], unused: [1, 2])
        for count in 0..<good.count {
            #expect(throws: ReadError.self, "cut at \(count)") { _ = try Self.content(Array(good.prefix(count))) }
        }
        for index in good.indices {
            for bit in 0..<8 {
                var damaged = good
                damaged[index] ^= 1 << bit
                guard let content = try? Self.content(damaged) else { continue }
                #expect(content.pairs.joined().reduce(0) { $0 + $1.count } < good.count)
            }
        }
    }

    private static func content(_ bytes: [UInt8]) throws(ReadError) -> Content {
        var content = Content()
        var at = 1
        while let pair = try Zipmap.pair(bytes.span, at: at) {
            content.pairs.append([Array(bytes[pair.field]), Array(bytes[pair.value])])
            content.unusedCounts.append(pair.unused.count)
            at = pair.unused.upperBound
        }
        return content
    }
}
