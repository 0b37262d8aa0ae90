import Testing

@testable import RedisDump

@Suite struct ByteCursorTests {
    @Test func `numbers are read in both byte orders, and the place is counted from the base`() throws {
        let bytes: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8, 9]
        var cursor = ByteCursor(bytes.span, baseOffset: 100)
        let byte = try cursor.readByte("byte")
        let little = try cursor.readLittleEndian(2, "number")
        let big = try cursor.readBigEndian(4, "number")
        let (offset, remaining) = (cursor.offset, cursor.remaining)
        #expect(byte == 1)
        #expect(little == 0x0302)
        #expect(big == 0x0405_0607)
        #expect(offset == 107)
        #expect(remaining == 2)
    }

    @Test func `a read beyond the end throws with its place and moves nothing`() {
        let bytes: [UInt8] = [1, 2, 3]
        for count in 2...9 {
            var cursor = ByteCursor(bytes.span, baseOffset: 10, position: 2)
            var failure: ReadError?
            do throws(ReadError) { _ = try cursor.readLittleEndian(count, "number") } catch { failure = error }
            let position = cursor.position
            #expect(failure == ReadError(.truncated, at: 12, reading: "", expected: ""))
            #expect(failure?.found == UInt64(count - 1))
            #expect(position == 2)
        }
    }

    @Test func `a claim as large as a number can be does not overflow`() {
        let bytes: [UInt8] = [1, 2, 3]
        var cursor = ByteCursor(bytes.span, position: 3)
        var failure: ReadError?
        do throws(ReadError) { try cursor.skip(.max, "bytes") } catch { failure = error }
        #expect(failure?.code == .truncated)
    }

    @Test(arguments: [1, 2, 3, 4, 8])
    func `a stored number is read again with its sign`(_ byteCount: Int) {
        let top = Int64.max >> Int64(64 - 8 * byteCount)
        for value in [0, 1, -1, top, -top - 1, top / 3] {
            var bytes = [UInt8](repeating: 0xAA, count: byteCount + 2)
            var span = bytes.mutableSpan
            span.storeLittleEndian(UInt64(bitPattern: value), at: 1, count: byteCount)
            let read = signExtended(bytes.span.littleEndian(at: 1, count: byteCount), byteCount: byteCount)
            #expect(read == value)
            #expect(bytes.first == 0xAA && bytes.last == 0xAA)
        }
    }
}
