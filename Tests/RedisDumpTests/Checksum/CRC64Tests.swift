import SeededNumbers
import Testing

@testable import RedisDump

@Suite struct CRC64Tests {
    @Test func `the digits 1 to 9 give the published check value`() {
        let digits = Array("123456789".utf8)
        var checksum = CRC64()
        checksum.update(digits.span)
        #expect(checksum.value == 0xe9c6_d914_c4b8_d9ca)
        #expect(CRC64.portable(0, digits.span) == 0xe9c6_d914_c4b8_d9ca)
    }

    @Test func `no bytes change nothing`() {
        var checksum = CRC64(42)
        checksum.update([UInt8]().span)
        #expect(checksum.value == 42)
        #expect(CRC64.combined(42, 0, count: 0) == 42)
    }

    @Test func `the library and the table agree on every length up to 4096`() {
        var generator = SeededGenerator(seed: 64)
        let bytes = generator.bytes(4096)
        for count in 0...4096 {
            let part = bytes.span.extracting(0..<count)
            let start = generator.next()
            if let library = ISAL.crc64(start, part) {
                let table = CRC64.portable(start, part)
                #expect(library == table, "\(count) bytes")
            }
        }
    }

    @Test func `the table agrees with the definition, bit by bit`() {
        var generator = SeededGenerator(seed: 65)
        for count in [0, 1, 7, 8, 9, 15, 16, 17, 100] {
            let bytes = generator.bytes(count)
            #expect(CRC64.portable(0, bytes.span) == Self.bitwise(bytes))
        }
    }

    @Test func `chunks give the same as the whole, one after the other or combined`() {
        var generator = SeededGenerator(seed: 66)
        for _ in 0..<300 {
            let bytes = generator.bytes(Int.random(in: 0...5000, using: &generator))
            let cut = Int.random(in: 0...bytes.count, using: &generator)
            let (head, tail) = (Array(bytes[..<cut]), Array(bytes[cut...]))
            var whole = CRC64()
            whole.update(bytes.span)
            var streamed = CRC64()
            streamed.update(head.span)
            let first = streamed.value
            streamed.update(tail.span)
            var second = CRC64()
            second.update(tail.span)
            #expect(streamed.value == whole.value)
            #expect(CRC64.combined(first, second.value, count: tail.count) == whole.value)
        }
    }

    @Test func `many chunks are combined as well, and very long ones`() {
        var generator = SeededGenerator(seed: 67)
        var whole = CRC64()
        var combined: UInt64 = 0
        for _ in 0..<200 {
            let bytes = generator.bytes(Int.random(in: 0...64, using: &generator))
            whole.update(bytes.span)
            var part = CRC64()
            part.update(bytes.span)
            combined = CRC64.combined(combined, part.value, count: bytes.count)
        }
        #expect(combined == whole.value)
        // Zeros keep a checksum of zero, and moving is additive: 2^40 bytes at once or in two halves.
        let once = CRC64.combined(whole.value, 0, count: 1 << 40)
        let twice = CRC64.combined(CRC64.combined(whole.value, 0, count: 1 << 39), 0, count: 1 << 39)
        #expect(once == twice)
        #expect(CRC64.combined(0, 0, count: .max) == 0)
    }

    private static func bitwise(_ bytes: [UInt8]) -> UInt64 {
        var value: UInt64 = 0
        for byte in bytes {
            for bit in 0..<8 {
                let isSet = value >> 63 != UInt64(byte >> bit & 1)
                value = value << 1 ^ (isSet ? 0xad93_d235_94c9_35a9 : 0)
            }
        }
        return (0..<64).reduce(0) { $0 | (value >> $1 & 1) << (63 - $1) }
    }
}
