import Testing

@testable import RedisDump

@Suite struct ZiplistOrderTests {
    @Test func `lengths that are right stay as they are`() throws {
        let elements: [PackedBytes.Element] = [.text("a"), .text(String(repeating: "b", count: 300)), .text("c")]
        for wide in [[], [1], [0, 2]] as [Set<Int>] {
            let bytes = PackedBytes.ziplist(elements, wide: wide)
            #expect(try Self.restored(bytes) == bytes)
        }
        let empty = PackedBytes.ziplist([])
        #expect(try Self.restored(empty) == empty)
    }

    @Test func `entries that changed places get their lengths and the last offset anew`() throws {
        let (a, b, c) = (Array("alpha".utf8), Array("be".utf8), Array("gammagamma".utf8))
        let before = PackedBytes.ziplist([.string(a), .string(b), .string(c)])
        let after = PackedBytes.ziplist([.string(c), .string(a), .string(b)])
        // The entries of `before` in the order of `after`, each with the length of the entry that was before it.
        let entries = [before[10..<17], before[17..<21], before[21..<33]]
        let moved = before[..<10] + entries[2] + entries[0] + entries[1] + [0xFF]
        #expect(throws: ReadError.self) { _ = try PackedContent(.ziplist, Array(moved)) }
        #expect(try Self.restored(Array(moved)) == after)
    }

    @Test func `an entry whose place is too narrow for a long length is refused`() {
        let long = [UInt8](repeating: 0x61, count: 300)
        let before = PackedBytes.ziplist([.text("a"), .string(long), .text("c")])
        // The long entry moves to the front; "a" has one byte for the length before it.
        let moved = Array(before[..<10] + before[13..<316] + before[10..<13] + before[316...])
        #expect(throws: ReadError.self) { _ = try Self.restored(moved) }
    }

    @Test func `damaged bytes are refused and never read beyond`() {
        let bytes = PackedBytes.ziplist([
            .text("a"), .text("bcd"), .text(String(repeating: "b", count: 300)), .text("c"),
        ])
        for count in 0..<bytes.count {
            #expect(throws: ReadError.self, "cut at \(count)") { _ = try Self.restored(Array(bytes.prefix(count))) }
        }
        for index in bytes.indices {
            for flip: UInt8 in [1, 0x80, 0xFF] {
                var damaged = bytes
                damaged[index] ^= flip
                let restored = try? Self.restored(damaged)
                #expect(restored == nil || restored?.count == bytes.count)
            }
        }
    }

    private static func restored(_ bytes: [UInt8]) throws(ReadError) -> [UInt8] {
        var bytes = bytes
        var span = bytes.mutableSpan
        try Ziplist.restorePreviousLengths(&span)
        return bytes
    }
}
