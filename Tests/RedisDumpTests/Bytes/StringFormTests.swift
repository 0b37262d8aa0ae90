import SeededNumbers
import Testing

@testable import RedisDump

@Suite struct StringFormTests {
    @Test(
        arguments: [
            ([0xC0, 0x00], "0"), ([0xC0, 0x7F], "127"), ([0xC0, 0x80], "-128"), ([0xC0, 0xFF], "-1"),
            ([0xC1, 0x80, 0x00], "128"), ([0xC1, 0x00, 0x80], "-32768"), ([0xC1, 0xFF, 0x7F], "32767"),
            ([0xC2, 0x00, 0x80, 0x00, 0x00], "32768"), ([0xC2, 0x00, 0x00, 0x00, 0x80], "-2147483648"),
            ([0xC2, 0xFF, 0xFF, 0xFF, 0x7F], "2147483647"), ([0xC2, 0x07, 0, 0, 0], "7"),
        ] as [([UInt8], String)])
    func `an integer becomes its decimal text`(_ bytes: [UInt8], _ text: String) throws {
        let form = try Self.form(bytes)
        #expect(form.isInteger)
        #expect(form.integer == Int64(text))
        #expect(form.plainCount == 0)
        #expect(form.payload == 1..<bytes.count)
        #expect(try Self.plain(bytes) == Array(text.utf8))
    }

    @Test(arguments: [0, 1, 63, 64, 300, 16383, 16384, 70_000])
    func `raw bytes are the string, behind the shortest length`(_ count: Int) throws {
        var generator = SeededGenerator(seed: UInt64(count))
        let text = generator.bytes(count)
        var buffer = ByteBuffer()
        buffer.appendLength(UInt64(count))
        let start = buffer.count
        buffer.append(text.span)
        let form = try Self.form(buffer.array)
        #expect(form.encoding == .raw)
        #expect(!form.isInteger)
        #expect(form.plainCount == count)
        #expect(form.payload == start..<start + count)
        #expect(try Self.plain(buffer.array) == text)
    }

    @Test func `a packed string is unpacked`() throws {
        // "ab", then 18 bytes copied from 2 back.
        let bytes: [UInt8] = [0xC3, 6, 20, 1, 0x61, 0x62, 0xE0, 9, 1]
        let form = try Self.form(bytes)
        #expect(form.encoding == .lzf)
        #expect(form.plainCount == 20)
        #expect(form.payload == 3..<9)
        #expect(try Self.plain(bytes) == Array(String(repeating: "ab", count: 10).utf8))
    }

    @Test func `a packed string that does not unpack to its length is refused at its place`() throws {
        for plainCount: UInt8 in [1, 2, 19, 21, 63] {
            let bytes: [UInt8] = [0xC3, 6, plainCount, 1, 0x61, 0x62, 0xE0, 9, 1]
            let error = #expect(throws: ReadError.self) { _ = try Self.plain(bytes, offset: 1000) }
            #expect(error == ReadError(.badCompression, at: 1003, reading: "", expected: ""))
        }
    }

    @Test(arguments: 4...63 as ClosedRange<UInt8>)
    func `an unknown string encoding is refused`(_ encoding: UInt8) {
        let error = #expect(throws: ReadError.self) { _ = try Self.form([0xC0 | encoding, 1, 1, 1, 1]) }
        #expect(error?.code == .badStringEncoding)
        #expect(error?.found == UInt64(encoding))
    }

    @Test func `every shorter string lacks bytes`() {
        for bytes: [UInt8] in [[3, 1, 2, 3], [0xC0, 1], [0xC1, 1, 2], [0xC2, 1, 2, 3, 4], [0xC3, 2, 2, 0, 0x61]] {
            for count in 0..<bytes.count {
                let error = #expect(throws: ReadError.self) { _ = try Self.form(Array(bytes.prefix(count))) }
                #expect(error?.code == .truncated)
            }
        }
    }

    @Test(arguments: [512 << 20 + 1, 1 << 31, 1 << 32, 1 << 60, 1 << 63, .max] as [UInt64])
    func `more than 512 MiB is refused, and nothing is allocated for it`(_ length: UInt64) {
        var raw = ByteBuffer()
        raw.appendLength(length)
        var packed = ByteBuffer()
        packed.append(0xC3)
        packed.appendLength(length)
        packed.appendLength(100)
        var plain = ByteBuffer()
        plain.append([0xC3, 3].span)
        plain.appendLength(length)
        plain.append([0xE0, 0, 0].span)
        for bytes in [raw.array, packed.array, plain.array] {
            let error = #expect(throws: ReadError.self) { _ = try Self.form(bytes) }
            #expect(error?.code == .badLength)
            #expect(error?.found == length)
        }
    }

    @Test func `exactly 512 MiB is a length that may come true`() {
        var buffer = ByteBuffer()
        buffer.appendLength(512 << 20)
        let error = #expect(throws: ReadError.self) { _ = try Self.form(buffer.array) }
        #expect(error?.code == .truncated)
        #expect(error?.found == 512 << 20)
    }

    @Test func `a plain length that the packed bytes cannot reach is refused before unpacking`() {
        for (packed, plain) in [(3, 529), (1, 265), (0, 1), (1, 0), (100, 512 << 20)] as [(UInt64, UInt64)] {
            var buffer = ByteBuffer()
            buffer.append(0xC3)
            buffer.appendLength(packed)
            buffer.appendLength(plain)
            buffer.append([UInt8](repeating: 0, count: Int(packed)).span)
            let error = #expect(throws: ReadError.self) { _ = try Self.form(buffer.array) }
            #expect(error?.code == .badCompression, "\(packed) for \(plain)")
        }
    }

    private static func form(_ bytes: [UInt8]) throws(ReadError) -> StringForm {
        var cursor = ByteCursor(bytes.span)
        return try cursor.readString("string")
    }

    private static func plain(_ bytes: [UInt8], offset: UInt64 = 0) throws(ReadError) -> [UInt8] {
        var buffer = ByteBuffer()
        try form(bytes).appendPlain(from: bytes.span, offset: offset, to: &buffer)
        return buffer.array
    }
}
