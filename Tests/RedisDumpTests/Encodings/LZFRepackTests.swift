import SeededNumbers
import Testing

@testable import RedisDump

@Suite struct LZFRepackTests {
    @Test(arguments: 0..<40 as Range<UInt64>)
    func `a changed text packed along the old tokens unpacks to the changed text`(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for alphabet in [1, 2, 4, 20, 256] {
            let plain = generator.bytes(Int.random(in: 1...600, using: &generator), alphabet: alphabet)
            let template = ReferenceLZF.packed(plain)
            for share in [0, 1, 5, 30, 100] {
                let changed = plain.map { byte in
                    Int.random(in: 0..<100, using: &generator) < share
                        ? UInt8.random(in: .min ... .max, using: &generator) : byte
                }
                let packed = Self.repacked(changed, along: template)
                #expect(ReferenceLZF.unpacked(packed, plainCount: plain.count) == changed)
                #expect(packed.count <= changed.count + changed.count / 32 + 1)
                if share == 0 { #expect(packed == template) }
            }
        }
    }

    @Test func `a letter changed everywhere alike keeps every copy`() {
        let plain = Array(String(repeating: "{\"name\":\"anna\",\"role\":\"admin\"},", count: 20).utf8)
        let template = ReferenceLZF.packed(plain)
        let changed = plain.map { $0 == 0x6E ? 0x78 : $0 }
        let packed = Self.repacked(changed, along: template)
        #expect(packed.count == template.count)
        #expect(ReferenceLZF.unpacked(packed, plainCount: plain.count) == changed)
    }

    @Test func `a text without anything in common with the old one becomes literals`() {
        let template = ReferenceLZF.packed([UInt8](repeating: 0x61, count: 100))
        let changed = (0..<100).map { UInt8($0) }
        let packed = Self.repacked(changed, along: template)
        #expect(packed.count == 104)
        #expect(ReferenceLZF.unpacked(packed, plainCount: 100) == changed)
    }

    @Test func `unchanged strings of the snapshots come out as the server packed them`() throws {
        var stringCount = 0
        var generator = SeededGenerator(seed: 11)
        for fixture in Fixture.snapshots {
            let bytes = try fixture.bytes()
            for atom in try SnapshotWalk(bytes).atoms where atom.encoding == .lzf {
                let template = Array(bytes[atom.payload])
                let plain = try #require(ReferenceLZF.unpacked(template, plainCount: atom.plainCount))
                #expect(Self.repacked(plain, along: template) == template, "\(fixture) at \(atom.range)")
                var changed = plain
                for _ in 0..<1 + plain.count / 20 {
                    changed[Int.random(in: 0..<plain.count, using: &generator)] ^= 0x11
                }
                let packed = Self.repacked(changed, along: template)
                #expect(
                    ReferenceLZF.unpacked(packed, plainCount: plain.count) == changed, "\(fixture) at \(atom.range)")
                stringCount += 1
            }
        }
        #expect(stringCount > 1000)
    }

    @Test func `no text packs to nothing`() { #expect(Self.repacked([], along: []).isEmpty) }

    @Test func `a template that ends early, or stands for another text, stops the program before memory is left`() async
    {
        await #expect(processExitsWith: .failure) {
            var buffer = ByteBuffer()
            LZF.repack([1, 2, 3].span, along: [0, 1, 0x20].span, to: &buffer)
        }
        await #expect(processExitsWith: .failure) {
            var buffer = ByteBuffer()
            LZF.repack([1, 2, 3].span, along: [0, 1, 0x20, 9].span, to: &buffer)
        }
        await #expect(processExitsWith: .failure) {
            var buffer = ByteBuffer()
            LZF.repack([1, 2, 3].span, along: [0, 1, 0xE0, 255, 0].span, to: &buffer)
        }
    }

    private static func repacked(_ plain: [UInt8], along template: [UInt8]) -> [UInt8] {
        var buffer = ByteBuffer()
        LZF.repack(plain.span, along: template.span, to: &buffer)
        return buffer.array
    }
}
