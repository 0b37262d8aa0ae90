import SeededNumbers
import Testing

@testable import RedisDump

@Suite struct ByteBufferTests {
    @Test func `what is appended in any sizes comes back in order`() {
        var generator = SeededGenerator(seed: 1)
        var buffer = ByteBuffer(capacity: 0)
        var expected: [UInt8] = []
        for _ in 0..<300 {
            let bytes = generator.bytes(Int.random(in: 0...200, using: &generator))
            buffer.append(bytes.span)
            buffer.append(0x2A)
            buffer.appendLittleEndian(0x0102_0304, byteCount: 3)
            expected += bytes + [0x2A, 4, 3, 2]
        }
        #expect(buffer.array == expected)
        #expect(buffer.count == expected.count)
        #expect(buffer.capacity >= buffer.count)
    }

    @Test func `an emptied buffer keeps its memory, and gives it back when asked`() {
        var buffer = ByteBuffer()
        buffer.append([UInt8](repeating: 1, count: 10_000).span)
        let held = buffer.capacity
        buffer.removeAll()
        #expect(buffer.capacity == held)
        buffer.append([7, 8, 9].span)
        buffer.shrink(toCapacity: 100)
        #expect(buffer.capacity == 100)
        buffer.truncate(to: 2)
        #expect(buffer.array == [7, 8])
    }

    @Test func `bytes can be changed in place`() {
        var buffer = ByteBuffer()
        buffer.append([1, 2, 3, 4].span)
        var part = buffer.mutableSpan(1..<3)
        part[0] = 0xFF
        var whole = buffer.mutableSpan
        whole[3] = 0xEE
        #expect(buffer.array == [1, 0xFF, 3, 0xEE])
        #expect(Array(buffer.span(1..<2)) == [0xFF])
    }

    @Test func `a reader may fill less than there is room for, or fail`() throws {
        struct Broken: Error {}
        var buffer = ByteBuffer()
        let count = unsafe buffer.append(upTo: 100) { room in
            unsafe room.storeBytes(of: 0x2A, as: UInt8.self)
            return 1
        }
        #expect(count == 1)
        #expect(throws: Broken.self) {
            _ = unsafe try buffer.append(upTo: 10) { (_) throws(Broken) -> Int in throw Broken() }
        }
        #expect(buffer.array == [0x2A])
    }
}
