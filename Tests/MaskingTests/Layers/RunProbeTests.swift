import SeededNumbers
import Testing

@testable import Masking

/// The first look at a run never leaves out what would be opened, and leaves out most of what would not.
struct RunProbeTests {
    private static let letters = Array("abcxyzABCXYZ0189".utf8)
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// Bytes of chance in which words stand: none, one at any place, or nothing else.
    private static func plain(_ count: Int, _ generator: inout SeededGenerator) -> [UInt8] {
        var bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
        let first = Int.random(in: 0...count, using: &generator)
        let length = [0, 5, 6, 7, count].randomElement(using: &generator) ?? 0
        for place in first..<min(first + length, count) { bytes[place] = letters.randomElement(using: &generator) ?? 0 }
        if length == count, Bool.random(using: &generator) { bytes = bytes.map { $0 & 0x7F | 0x20 } }
        return bytes
    }

    private static func base64(_ plain: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        var bits: UInt32 = 0
        var count: UInt32 = 0
        for byte in plain {
            bits = bits << 8 | UInt32(byte)
            count += 8
            while count >= 6 {
                count -= 6
                text.append(alphabet[Int(bits >> count & 63)])
            }
        }
        return text
    }

    private static func isOpened(_ form: Layer.Form, _ text: [UInt8], from shift: Int) -> Bool {
        var plain: [UInt8] = []
        return LayerOpener.open(
            Layer(form: form, range: shift..<text.count), in: text.span, limit: 1 << 20, into: &plain) != nil
    }

    @Test(arguments: [1, 2, 3, 4])
    func `base64 that would be opened is not left out`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var openedCount = 0
        for _ in 0..<4000 {
            let plain = Self.plain(Int.random(in: 6...60, using: &generator), &generator)
            var text = (0..<Int.random(in: 0...3, using: &generator)).map { _ in 0x51 as UInt8 } + Self.base64(plain)
            if Int.random(in: 0..<8, using: &generator) == 0 {
                text.insert(0x0A, at: Int.random(in: 1..<text.count, using: &generator))
            }
            let alignments = RunProbe.base64(text.span, 0..<text.count)
            for shift in 0..<4 where Self.isOpened(.base64, text, from: shift) {
                openedCount += 1
                #expect(alignments & 1 << UInt8(shift) != 0, "seed \(seed), \(text), from \(shift)")
            }
        }
        #expect(openedCount > 1000)
    }

    @Test(arguments: [1, 2, 3, 4])
    func `hexadecimal digits that would be opened are not left out`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let digits = Array("0123456789abcdef".utf8)
        var openedCount = 0
        for _ in 0..<4000 {
            let plain = Self.plain(Int.random(in: 6...60, using: &generator), &generator)
            var text = plain.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
            if Bool.random(using: &generator) { text.insert(0x37, at: 0) }
            let alignments = RunProbe.hex(text.span, 0..<text.count)
            for shift in 0..<2 where Self.isOpened(.hex, text, from: shift) {
                openedCount += 1
                #expect(alignments & 1 << UInt8(shift) != 0, "seed \(seed), \(text), from \(shift)")
            }
        }
        #expect(openedCount > 1000)
    }

    @Test func `bytes of chance are left out for the most part`() {
        var generator = SeededGenerator(seed: 5)
        var count = 0
        for _ in 0..<1000 {
            let text = Self.base64((0..<24).map { _ in UInt8.random(in: 0...255, using: &generator) })
            count += RunProbe.base64(text.span, 0..<text.count).nonzeroBitCount
        }
        #expect(count < 200, "of 4000 alignments")
    }
}
