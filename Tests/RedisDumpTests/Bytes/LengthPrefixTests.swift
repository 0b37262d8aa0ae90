import Testing

@testable import RedisDump

@Suite struct LengthPrefixTests {
    private static let borders: [UInt64] = [
        0, 1, 63, 64, 16383, 16384, 65535, 1 << 24, 1 << 31, 1 << 32 - 1, 1 << 32, 1 << 60, .max,
    ]

    @Test(
        arguments: [
            ([0x00], 0), ([0x3F], 63), ([0x40, 0], 0), ([0x40, 63], 63), ([0x7F, 0xFF], 16383),
            ([0x80, 0, 0, 0, 5], 5),
            ([0x80, 0xFF, 0xFF, 0xFF, 0xFE], 4_294_967_294), ([0x81, 0, 0, 0, 0, 0, 0, 0, 7], 7),
            ([0x81, 0x10, 0, 0, 0, 0, 0, 0, 0], 1 << 60),
            ([0x81, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], .max),
        ] as [([UInt8], UInt64)])
    func `a length is read in every form, shortest or not`(_ bytes: [UInt8], _ expected: UInt64) throws {
        #expect(try Self.read(bytes) == LengthPrefix(value: expected, isEncoding: false))
        for count in 0..<bytes.count {
            let error = #expect(throws: ReadError.self) { _ = try Self.read(Array(bytes.prefix(count))) }
            #expect(error?.code == .truncated)
        }
    }

    @Test(arguments: borders)
    func `a written length is read again`(_ value: UInt64) throws {
        for value in [value, value &+ 1, value &- 1] {
            var buffer = ByteBuffer()
            buffer.appendLength(value)
            let expected = value < 64 ? 1 : value < 16384 ? 2 : value < 1 << 32 ? 5 : 9
            #expect(buffer.count == expected)
            #expect(try Self.read(buffer.array) == LengthPrefix(value: value, isEncoding: false))
        }
    }

    @Test(arguments: 0xC0...0xFF as ClosedRange<UInt8>)
    func `two high bits mark a string encoding, which is no length`(_ byte: UInt8) throws {
        #expect(try Self.read([byte]) == LengthPrefix(value: UInt64(byte & 0x3F), isEncoding: true))
        let bytes = [byte]
        var cursor = ByteCursor(bytes.span, baseOffset: 50)
        var failure: ReadError?
        do throws(ReadError) { _ = try cursor.readLength("count") } catch { failure = error }
        let position = cursor.position
        #expect(failure == ReadError(.badLength, at: 50, reading: "", expected: ""))
        #expect(position == 0)
    }

    @Test(arguments: 0x82...0xBF as ClosedRange<UInt8>)
    func `a byte that begins no form is refused`(_ byte: UInt8) {
        let error = #expect(throws: ReadError.self) { _ = try Self.read([byte, 0, 0, 0, 0, 0, 0, 0, 0]) }
        #expect(error == ReadError(.badLength, at: 0, reading: "", expected: ""))
        #expect(error?.found == UInt64(byte))
    }

    private static func read(_ bytes: [UInt8]) throws(ReadError) -> LengthPrefix {
        var cursor = ByteCursor(bytes.span)
        return try cursor.readLengthPrefix("length")
    }
}
