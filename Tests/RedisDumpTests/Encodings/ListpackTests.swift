import SeededNumbers
import Testing

@testable import RedisDump

@Suite struct ListpackTests {
    /// Width of an integer with its encoding: bits, first byte, bytes after it. 7 and 13 bits lie in the first byte.
    static let widths: [(bits: Int64, values: [Int64])] = [
        (7, [0, 1, 126, 127]), (13, borders(13)), (16, borders(16)), (24, borders(24)), (32, borders(32)),
        (64, borders(64)),
    ]

    static func borders(_ bits: Int64) -> [Int64] {
        let top = Int64.max >> (64 - bits)
        return [0, 1, -1, 127, 128, -128, -129, top, top - 1, -top, -top - 1].filter { -top - 1 <= $0 && $0 <= top }
    }

    /// An integer as `lpEncodeIntegerGetType` writes it, in the given width.
    static func encoded(_ value: Int64, bits: Int64) -> PackedBytes.Element {
        let low = Int(truncatingIfNeeded: value)
        switch bits {
        case 7: return .encoded([UInt8(low)])
        case 13: return .encoded([0xC0 | UInt8(low >> 8 & 31), UInt8(low & 255)])
        case 16: return .encoded([0xF1] + PackedBytes.number(low, 2))
        case 24: return .encoded([0xF2] + PackedBytes.number(low, 3))
        case 32: return .encoded([0xF3] + PackedBytes.number(low, 4))
        default: return .encoded([0xF4] + PackedBytes.number(low, 8))
        }
    }

    @Test(arguments: widths.indices)
    func `an integer keeps its bytes' width when another is stored over it`(_ index: Int) throws {
        let (bits, values) = Self.widths[index]
        for old in values {
            for new in values {
                var bytes = PackedBytes.listpack([.text("a"), Self.encoded(old, bits: bits), .text("b")])
                let expected = PackedBytes.listpack([.text("a"), Self.encoded(new, bits: bits), .text("b")])
                #expect(try PackedContent(.listpack, bytes).integers == [old])
                try PackedContent.store(new, .listpack, &bytes)
                #expect(bytes == expected, "\(new) over \(old) in \(bits) bits")
                #expect(try PackedContent(.listpack, bytes).integers == [new])
            }
        }
    }

    @Test(arguments: [
        0, 1, 63, 64, 125, 126, 127, 128, 4095, 4096, 16377, 16378, 16379, 16380, 70_000, 2_097_145, 2_097_146,
    ])
    func `a string is read in every form of its header`(_ count: Int) throws {
        var generator = SeededGenerator(seed: UInt64(count))
        let text = [UInt8](repeating: generator.bytes(1)[0], count: count)
        let bytes = PackedBytes.listpack([.string(text), .text("end")])
        let content = try PackedContent(.listpack, bytes)
        #expect(content.strings == [text, Array("end".utf8)])
    }

    @Test(arguments: [
        (1, 1), (127, 1), (128, 2), (16382, 2), (16383, 3), (16384, 3), (2_097_150, 3), (2_097_151, 4), (2_097_152, 4),
        (268_435_454, 4), (268_435_455, 5), (268_435_456, 5),
    ])
    func `a length backwards takes as many bytes as Redis gives it`(_ length: Int, _ byteCount: Int) {
        #expect(Listpack.backLengthCount(length) == byteCount)
        #expect(PackedBytes.backLength(length).count == byteCount)
    }

    /// An element of 16383 bytes would fit two groups of seven bits, but Redis has always written three.
    @Test func `an element of 16383 bytes states its length in three bytes and not in two`() throws {
        let text = [UInt8](repeating: 0x61, count: 16383 - 5)
        let bytes = PackedBytes.listpack([.string(text)])
        #expect(bytes.count == 6 + 16383 + 3 + 1)
        #expect(try PackedContent(.listpack, bytes).strings == [text])

        var short = Array(bytes.dropLast(4)) + [0x7F, 0xFF, 0xFF]
        short.replaceSubrange(0..<4, with: PackedBytes.number(short.count, 4))
        let error = #expect(throws: ReadError.self) { _ = try PackedContent(.listpack, short) }
        #expect(error == ReadError(.badStructure, at: 6, reading: "", expected: ""))
    }

    @Test func `a wrong count, total or end mark is refused`() throws {
        let elements: [PackedBytes.Element] = [.text("a"), .text("b"), Self.encoded(5, bits: 7)]
        let good = PackedBytes.listpack(elements)
        #expect(try PackedContent(.listpack, good).elementCount == 3)
        for count in [0, 1, 2, 4, 65534] {
            let error = #expect(throws: ReadError.self) {
                _ = try PackedContent(.listpack, PackedBytes.listpack(elements, statedCount: count))
            }
            #expect(error?.code == .badStructure)
        }
        for total in [0, 7, good.count - 1, good.count + 1, 1 << 31] {
            #expect(throws: ReadError.self) {
                _ = try PackedContent(.listpack, PackedBytes.listpack(elements, total: total))
            }
        }
        #expect(throws: ReadError.self) { _ = try PackedContent(.listpack, good.dropLast() + [0xFE]) }
    }

    @Test func `a count of 65535 states nothing`() throws {
        let elements = [PackedBytes.Element](repeating: .text("a"), count: 3)
        #expect(try PackedContent(.listpack, PackedBytes.listpack(elements, statedCount: 65535)).elementCount == 3)
        let many = [PackedBytes.Element](repeating: Self.encoded(1, bits: 7), count: 66_000)
        #expect(try PackedContent(.listpack, PackedBytes.listpack(many)).elementCount == 66_000)
    }

    @Test func `an empty listpack has no element`() throws {
        #expect(try PackedContent(.listpack, PackedBytes.listpack([])).elementCount == 0)
    }

    @Test(arguments: 0xF5...0xFE as ClosedRange<UInt8>)
    func `an encoding that Redis does not know is refused`(_ encoding: UInt8) {
        let bytes = PackedBytes.listpack([.encoded([encoding, 0, 0])])
        #expect(throws: ReadError.self) { _ = try PackedContent(.listpack, bytes) }
    }

    @Test func `a string that claims more than there is is refused`() {
        let claims: [[UInt8]] = [
            [0xF0, 0xFF, 0xFF, 0xFF, 0xFF], [0xF0, 0, 0, 0, 0x80], [0xEF, 0xFF], [0xBF], [0xF0], [0xE0], [0xC0],
            [0xF4, 1],
        ]
        for claim in claims {
            let total = PackedBytes.number(claim.count + 7, 4)
            #expect(throws: ReadError.self) { _ = try PackedContent(.listpack, total + [1, 0] + claim + [0xFF]) }
        }
    }

    @Test func `damage is refused or leaves whole elements, at every byte`() {
        let bytes = PackedBytes.listpack([
            .text("field"), .text(String(repeating: "v", count: 70)), Self.encoded(-4096, bits: 13),
            Self.encoded(1 << 40, bits: 64), .string([UInt8](repeating: 7, count: 4200)), Self.encoded(9, bits: 7),
        ])
        PackedContent.expectSafety(.listpack, bytes)
    }
}
