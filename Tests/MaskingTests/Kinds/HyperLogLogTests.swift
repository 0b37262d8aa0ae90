import Testing

@testable import Masking

struct HyperLogLogTests {
    private let header = Array("HYLL".utf8)

    private func registers(_ bytes: [UInt8]) -> [UInt8] {
        (0..<16_384).map { number in
            let bit = number * 6
            let low = UInt16(bytes[16 + bit / 8])
            let high = 16 + bit / 8 + 1 < bytes.count ? UInt16(bytes[16 + bit / 8 + 1]) : 0
            return UInt8(truncatingIfNeeded: (high << 8 | low) >> UInt16(bit % 8) & 63)
        }
    }

    @Test(arguments: [Kind.detect, .hyperloglog])
    func `a dense one keeps header and registers, in other places`(kind: Kind) throws {
        var generator = ValueGenerator(seed: 6)
        var masker = try testMasker()
        let value = header + [0, 0, 0, 0, 9, 8, 7, 6, 5, 4, 3, 2] + generator.bytes(12_288)
        let masked = masker.masked(kind, value)
        #expect(masked.prefix(16) == value.prefix(16))
        #expect(registers(masked).sorted() == registers(value).sorted())
        #expect(registers(masked) != registers(value))
    }

    @Test(arguments: [Kind.detect, .hyperloglog])
    func `a sparse one keeps header and opcodes, in another order`(kind: Kind) throws {
        var masker = try testMasker()
        // XZERO 8192, VAL 3 once, ZERO 44, XZERO 8000, VAL 7 times 4, ZERO 64, ZERO 62, VAL 1 twice
        let opcodes: [[UInt8]] = [[0x5F, 0xFF], [0x88], [0x2B], [0x5F, 0x3F], [0x9B], [0x3F], [0x3D], [0x80], [0x80]]
        let value = header + [1, 0, 0, 0, 9, 8, 7, 6, 5, 4, 3, 2] + opcodes.flatMap { $0 }
        let covered = opcodes.reduce(0) { $0 + HyperLogLog.opcode($1[0], $1.count > 1 ? $1[1] : 0).registers }
        let rest = 16_384 - covered
        #expect(rest > 0 && rest <= 64)
        let whole = value + [UInt8(rest - 1)]
        let masked = masker.masked(kind, whole)
        #expect(masked.prefix(16) == whole.prefix(16) && masked != whole)
        var found: [[UInt8]] = []
        var index = 16
        while index < masked.count {
            let count = HyperLogLog.opcode(masked[index], index + 1 < masked.count ? masked[index + 1] : 0).byteCount
            found.append(Array(masked[index..<index + count]))
            index += count
        }
        let expected = opcodes + [[UInt8(rest - 1)]]
        #expect(
            found.sorted { $0.lexicographicallyPrecedes($1) } == expected.sorted { $0.lexicographicallyPrecedes($1) })
    }
}
