import RedisDump
import Testing

/// What is in a listpack or ziplist, read with ``PackedWalk``.
struct PackedContent {
    private(set) var strings: [[UInt8]] = []
    private(set) var integers: [Int64] = []
    private(set) var elementCount = 0

    init(_ format: PackedFormat, _ bytes: [UInt8]) throws(ReadError) {
        let span = bytes.span
        var walk = try PackedWalk(format, span)
        while let element = try walk.next(span) {
            elementCount += 1
            if element.isInteger {
                integers.append(element.integer)
            } else {
                strings.append(Array(bytes[element.payload]))
            }
        }
    }

    /// Stores an integer over every integer.
    static func store(_ value: Int64, _ format: PackedFormat, _ bytes: inout [UInt8]) throws(ReadError) {
        var span = bytes.mutableSpan
        var walk = try PackedWalk(format, span.span)
        while let element = try walk.next(span.span) {
            if element.isInteger { walk.store(value, over: element, in: &span) }
        }
    }

    /// Cuts, flips and lengthens the bytes: each attempt throws, or finds elements that lie within them.
    static func expectSafety(_ format: PackedFormat, _ bytes: [UInt8]) {
        for count in 0..<bytes.count {
            #expect(throws: ReadError.self, "cut at \(count)") {
                _ = try PackedContent(format, Array(bytes.prefix(count)))
            }
            var cut = Array(bytes.prefix(count))
            if count > 4 {
                cut.replaceSubrange(0..<4, with: PackedBytes.number(count, 4))
                cut[count - 1] = 0xFF
                #expect(throws: ReadError.self, "cut at \(count), with its size") { _ = try PackedContent(format, cut) }
            }
        }
        for extra in [[0], [0xFF], [0, 0xFF], [1, 1, 0xFF]] as [[UInt8]] {
            #expect(throws: ReadError.self, "\(extra) behind it") { _ = try PackedContent(format, bytes + extra) }
        }
        for index in bytes.indices {
            for flip: UInt8 in [1, 0x80, 0xFF] {
                var damaged = bytes
                damaged[index] ^= flip
                guard let content = try? PackedContent(format, damaged) else { continue }
                let read = content.strings.reduce(0) { $0 + $1.count }
                #expect(read < bytes.count, "byte \(index)")
            }
        }
    }
}
