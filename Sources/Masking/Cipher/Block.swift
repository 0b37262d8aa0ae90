/// Sixteen bytes, as AES takes and gives them.
///
/// Byte 0 is the most significant byte of ``high`` and byte 15 the least significant of ``low``, so that the number a
/// block stands for in the NIST documents is `high · 2^64 + low`.
struct Block: Hashable, Sendable {
    /// Bytes 0 to 7.
    var high: UInt64
    /// Bytes 8 to 15.
    var low: UInt64

    /// Sixteen zero bytes.
    static let zero = Block(high: 0, low: 0)

    @inline(__always)
    init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// The first bytes of a list, with zeros where it is shorter than sixteen.
    init(_ bytes: some Collection<UInt8>) {
        self.init(high: 0, low: 0)
        for (place, byte) in bytes.prefix(16).enumerated() {
            let shift = UInt64(56 - 8 * (place & 7))
            if place < 8 { high |= UInt64(byte) << shift } else { low |= UInt64(byte) << shift }
        }
    }

    /// The sixteen bytes in order.
    var bytes: [UInt8] {
        (0..<16).map { place in
            UInt8(truncatingIfNeeded: (place < 8 ? high : low) >> UInt64(56 - 8 * (place & 7)))
        }
    }

    /// Writes the sixteen bytes, in order, from an offset of a buffer that has room for them.
    @inline(__always)
    func store(into buffer: inout MutableSpan<UInt8>, at offset: Int) {
        for place in 0..<8 {
            let shift = UInt64(56 - 8 * place)
            buffer[offset + place] = UInt8(truncatingIfNeeded: high >> shift)
            buffer[offset + 8 + place] = UInt8(truncatingIfNeeded: low >> shift)
        }
    }

    /// Exclusive or, bit by bit.
    @inline(__always)
    static func ^ (left: Block, right: Block) -> Block {
        Block(high: left.high ^ right.high, low: left.low ^ right.low)
    }
}
