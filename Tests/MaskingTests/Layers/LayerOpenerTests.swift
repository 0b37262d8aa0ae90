import Testing

@testable import Masking

/// Numbers that are the same in every run (Marsaglia's xorshift64).
private struct XorShift: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}

/// Layers are found wherever they stand, and nothing that is written in them makes the finder or the opener trap.
struct LayerOpenerTests {
    /// Every text that is written inside of a text, and inside of these.
    private static func opened(_ text: [UInt8], depth: Int = 0) -> [[UInt8]] {
        guard depth < 4 else { return [] }
        var finder = LayerFinder()
        _ = finder.find(in: text.span)
        var result: [[UInt8]] = []
        for layer in finder.layers {
            var plain: [UInt8] = []
            guard LayerOpener.open(layer, in: text.span, limit: 1 << 20, into: &plain) != nil else { continue }
            result.append(plain)
            result += opened(plain, depth: depth + 1)
        }
        return result
    }

    private static func contains(_ texts: [[UInt8]], _ wanted: [UInt8]) -> Bool {
        texts.contains { text in
            text.count >= wanted.count
                && (0...text.count - wanted.count).contains { text[$0...].starts(with: wanted) }
        }
    }

    @Test(arguments: CodecFixture.all.filter { !$0.chain.contains("deflate") && !$0.file.contains("snappy") })
    func `what libraries packed is opened between other bytes`(_ fixture: CodecFixture) throws {
        let bytes = try fixture.bytes()
        let layers = fixture.layers(of: bytes)
        for surrounded in [bytes, [0x93, 0x2F] + bytes + [0x2E, 0x00]] {
            let opened = [surrounded] + Self.opened(surrounded)
            for layer in layers {
                #expect(Self.contains(opened, layer), "\(fixture.file), \(layer.count) bytes")
            }
        }
    }

    @Test(arguments: CodecFixture.all.filter { $0.chain.contains("deflate") || $0.file.contains("snappy") })
    func `what has no mark is opened where it is the whole text`(_ fixture: CodecFixture) throws {
        let bytes = try fixture.bytes()
        let opened = [bytes] + Self.opened(bytes)
        for layer in fixture.layers(of: bytes) { #expect(Self.contains(opened, layer), "\(fixture.file)") }
    }

    @Test(arguments: CodecFixture.all)
    func `half of an archive tells what is in that half`(_ fixture: CodecFixture) throws {
        let bytes = try fixture.bytes()
        for end in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 64)) {
            _ = Self.opened(Array(bytes[..<end]))
        }
    }

    @Test(arguments: [1, 2, 3])
    func `no bytes make it trap`(seed: UInt64) {
        var generator = XorShift(state: seed)
        // Bytes that begin or go on with something, more often than not.
        let likely: [UInt8] =
            [0, 0, 0x1F, 0x8B, 8, 0x78, 0x9C, 0x28, 0xB5, 0x2F, 0xFD, 4, 0x22, 0x4D, 0x18, 0xFF, 6]
            + Array("%5C\\u00eZ+/-_ \n".utf8)
        for _ in 0..<3000 {
            let text = (0..<Int.random(in: 0...80, using: &generator)).map { _ in
                Bool.random(using: &generator)
                    ? likely[Int.random(in: 0..<likely.count, using: &generator)]
                    : UInt8.random(in: 0...255, using: &generator)
            }
            for plain in Self.opened(text) { #expect(plain.count <= 1 << 20, "seed \(seed)") }
        }
    }

    @Test func `a bomb is opened up to the limit`() {
        var packed: [UInt8] = []
        let plain = [UInt8](repeating: 0x41, count: 8 << 20)
        #expect(DeflateStream.deflate(plain.span, level: 9, emptyBlocks: 0, into: &packed))
        let text = [0x78, 0x9C] + packed
        var opened: [UInt8] = []
        let layer = Layer(form: .zlib, range: 0..<text.count)
        #expect(LayerOpener.open(layer, in: text.span, limit: 1 << 16, into: &opened) != nil)
        #expect(opened.count == 1 << 16)
    }
}
