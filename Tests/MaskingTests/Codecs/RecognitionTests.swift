import Testing

@testable import Masking

struct RecognitionTests {
    /// The first byte of such a document is its length, and so any mark of another format.
    @Test func `a document of BSON is recognized whatever its length is`() throws {
        var masker = try testMasker()
        for count in 20..<700 {
            // Its length, a string named "nm" with the length of its own, both with a zero behind them.
            let text = [UInt8](repeating: 0x71, count: count - 14)
            let whole = bytes(count) + [2, 0x6E, 0x6D, 0] + bytes(text.count + 1) + text + [0, 0]
            let masked = masker.masked(by: .detect, opening: whole)
            #expect(
                whole.count == count && masked.count == count && masked.prefix(4) == whole.prefix(4) && masked != whole)
            #expect(masker.takeCodecCounts().byName["bson"]?.masked == 1, "\(count) bytes")
        }
    }

    private func bytes(_ number: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) } }
}
