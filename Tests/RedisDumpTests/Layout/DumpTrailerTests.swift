import Testing

@testable import RedisDump

@Suite struct DumpTrailerTests {
    private static let computed: UInt64 = 0x0102_0304_0506_0708
    private static let stated: [UInt8] = [8, 7, 6, 5, 4, 3, 2, 1]
    private static let mark = Array(String(repeating: "0123456789", count: 4).utf8)

    @Test func `a checksum is valid, switched off, or too young for the file`() throws {
        #expect(try Self.trailer(Self.stated).checksum == .valid)
        #expect(try Self.trailer([UInt8](repeating: 0, count: 8)).checksum == .disabled)
        #expect(try Self.trailer([], version: 4).checksum == .absent)
        #expect(try Self.trailer([0, 0], version: 1).paddingCount == 2)
    }

    @Test func `a wrong checksum is refused, whichever bit is wrong`() {
        for bit in 0..<64 {
            var bytes = Self.stated
            bytes[bit / 8] ^= 1 << (bit % 8)
            let error = #expect(throws: ReadError.self) { _ = try Self.trailer(bytes) }
            #expect(error == ReadError(.badChecksum, at: 1000, reading: "", expected: ""))
        }
    }

    @Test(arguments: 0..<8)
    func `a part of a checksum is not enough`(_ count: Int) {
        let error = #expect(throws: ReadError.self) { _ = try Self.trailer(Array(Self.stated.prefix(count))) }
        #expect(error == ReadError(.truncated, at: 1000, reading: "", expected: ""))
    }

    @Test(arguments: [0, 1, 511, 512, 4096])
    func `zeros after the end are padding`(_ count: Int) throws {
        let zeros = [UInt8](repeating: 0, count: count)
        #expect(try Self.trailer(Self.stated + zeros).paddingCount == count)
        var trailer = try Self.trailer(Self.stated + zeros)
        try trailer.addPadding(zeros.span, offset: 2000)
        #expect(trailer.paddingCount == 2 * count)
    }

    @Test func `anything else after the end is refused where it is`() throws {
        let error = #expect(throws: ReadError.self) { _ = try Self.trailer(Self.stated + [0, 0, 0x2A]) }
        #expect(error == ReadError(.trailingData, at: 1010, reading: "", expected: ""))
        let absent = #expect(throws: ReadError.self) { _ = try Self.trailer([0, 7], version: 4) }
        #expect(absent == ReadError(.trailingData, at: 1001, reading: "", expected: ""))
    }

    @Test func `a replication stream ends with its mark`() throws {
        #expect(try Self.trailer(Self.stated + Self.mark, endMark: Self.mark).checksum == .valid)
        for count in 0..<Self.mark.count {
            #expect(throws: ReadError.self) {
                _ = try Self.trailer(Self.stated + Self.mark.prefix(count), endMark: Self.mark)
            }
            var wrong = Self.mark
            wrong[count] ^= 1
            let error = #expect(throws: ReadError.self) {
                _ = try Self.trailer(Self.stated + wrong, endMark: Self.mark)
            }
            #expect(error?.offset == UInt64(1008 + count))
        }
    }

    private static func trailer(
        _ bytes: [UInt8], version: Int = 11, endMark: [UInt8] = []
    ) throws(ReadError) -> DumpTrailer {
        var buffer = ByteBuffer()
        buffer.append((version < 10 ? Array("REDIS000\(version)".utf8) : Array("REDIS00\(version)".utf8)).span)
        let header = try DumpHeader(of: buffer)
        return try DumpTrailer(bytes.span, offset: 1000, header: header, computed: computed, endMark: endMark)
    }
}
