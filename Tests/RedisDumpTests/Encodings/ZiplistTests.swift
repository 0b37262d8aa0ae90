import Testing

@testable import RedisDump

@Suite struct ZiplistTests {
    private static let widths: [Int64] = [4, 8, 16, 24, 32, 64]

    private static func values(_ bits: Int64) -> [Int64] { bits == 4 ? [0, 1, 11, 12] : ListpackTests.borders(bits) }

    private static func encoded(_ value: Int64, bits: Int64) -> PackedBytes.Element {
        let low = Int(truncatingIfNeeded: value)
        switch bits {
        case 4: return .encoded([0xF1 + UInt8(low)])
        case 8: return .encoded([0xFE] + PackedBytes.number(low, 1))
        case 16: return .encoded([0xC0] + PackedBytes.number(low, 2))
        case 24: return .encoded([0xF0] + PackedBytes.number(low, 3))
        case 32: return .encoded([0xD0] + PackedBytes.number(low, 4))
        default: return .encoded([0xE0] + PackedBytes.number(low, 8))
        }
    }

    @Test(arguments: widths)
    func `an integer keeps its bytes' width when another is stored over it`(_ bits: Int64) throws {
        for old in Self.values(bits) {
            for new in Self.values(bits) {
                var bytes = PackedBytes.ziplist([.text("a"), Self.encoded(old, bits: bits), .text("b")])
                let expected = PackedBytes.ziplist([.text("a"), Self.encoded(new, bits: bits), .text("b")])
                #expect(try PackedContent(.ziplist, bytes).integers == [old])
                try PackedContent.store(new, .ziplist, &bytes)
                #expect(bytes == expected, "\(new) over \(old) in \(bits) bits")
            }
        }
    }

    @Test(arguments: [0, 1, 63, 64, 251, 252, 253, 254, 255, 16383, 16384, 70_000])
    func `a string is read in every form of its header, and of the length behind it`(_ count: Int) throws {
        let text = [UInt8](repeating: 0x7A, count: count)
        let bytes = PackedBytes.ziplist([.string(text), .text("end"), .string(text)])
        #expect(try PackedContent(.ziplist, bytes).strings == [text, Array("end".utf8), text])
    }

    @Test func `a short length may be written in five bytes`() throws {
        let bytes = PackedBytes.ziplist([.text("a"), .text("b"), .text("c")], wide: [0, 1, 2])
        #expect(try PackedContent(.ziplist, bytes).elementCount == 3)
    }

    /// 255 in one byte would be the end mark: Redis stops there.
    @Test func `a length of 255 is not written in one byte`() throws {
        let text = [UInt8](repeating: 0x7A, count: 252)  // With three bytes before it, the entry has 255.
        var bytes = PackedBytes.ziplist([.string(text), .text("b")])
        #expect(Array(bytes[265..<270]) == [0xFE, 255, 0, 0, 0])
        #expect(try PackedContent(.ziplist, bytes).elementCount == 2)
        bytes.replaceSubrange(265..<270, with: [255])
        bytes.replaceSubrange(0..<4, with: PackedBytes.number(bytes.count, 4))
        let error = #expect(throws: ReadError.self) { _ = try PackedContent(.ziplist, bytes) }
        #expect(error == ReadError(.badStructure, at: 265, reading: "", expected: ""))
    }

    @Test func `a wrong count or a wrong offset of the last entry is refused`() throws {
        let elements: [PackedBytes.Element] = [.text("a"), .text("b"), Self.encoded(5, bits: 4)]
        #expect(try PackedContent(.ziplist, PackedBytes.ziplist(elements)).elementCount == 3)
        #expect(try PackedContent(.ziplist, PackedBytes.ziplist(elements, statedCount: 65535)).elementCount == 3)
        for count in [0, 1, 2, 4, 65534] {
            #expect(throws: ReadError.self) {
                _ = try PackedContent(.ziplist, PackedBytes.ziplist(elements, statedCount: count))
            }
        }
        for tail in [0, 10, 13, 17, 1 << 31] {
            #expect(throws: ReadError.self, "\(tail)") {
                _ = try PackedContent(.ziplist, PackedBytes.ziplist(elements, tail: tail))
            }
        }
    }

    @Test func `an empty ziplist has no entry`() throws {
        #expect(try PackedContent(.ziplist, PackedBytes.ziplist([])).elementCount == 0)
    }

    @Test func `damage is refused or leaves whole entries, at every byte`() {
        PackedContent.expectSafety(
            .ziplist,
            PackedBytes.ziplist([
                .text("field"), .text(String(repeating: "v", count: 300)), Self.encoded(-30_000, bits: 16),
                Self.encoded(1 << 40, bits: 64), .text("x"), Self.encoded(9, bits: 4), Self.encoded(-9, bits: 8),
            ]))
    }
}
