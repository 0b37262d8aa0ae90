/// Values masked before: the same words, names and numbers come again and again in a snapshot.
///
/// Masking is a function of key, kind and value, so remembering changes no result. Direct-mapped: a value that falls
/// on another's place replaces it. Values of 4 to 32 bytes are held as the machine words at their beginning and end.
struct MaskMemo: ~Copyable {
    /// Lengths that are remembered.
    static let byteCounts = 4...32

    /// The bytes of a value with its length and kind.
    struct Value: Equatable {
        fileprivate var words: SIMD4<UInt64>
        fileprivate var tag: UInt64

        /// No value at all.
        fileprivate init() {
            words = .zero
            tag = 0
        }

        /// The bytes of a range, whose count must be one of ``MaskMemo/byteCounts``.
        @inline(__always)
        init(
            _ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>, _ kind: Kind, _ context: MaskingContext = []
        ) {
            let bytes = unsafe text.span.extracting(range).bytes
            let count = range.count
            words = .zero
            tag = UInt64(context.rawValue) << 16 | UInt64(kind.rawValue) << 8 | UInt64(count)
            guard count >= 8 else {
                // Within the count by the precondition on it; the same holds for every load below.
                words[0] = unsafe UInt64(bytes.unsafeLoadUnaligned(fromByteOffset: 0, as: UInt32.self))
                words[1] = unsafe UInt64(bytes.unsafeLoadUnaligned(fromByteOffset: count - 4, as: UInt32.self))
                return
            }
            words[0] = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: 0, as: UInt64.self)
            if count > 16 { words[1] = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: 8, as: UInt64.self) }
            if count > 24 { words[2] = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: 16, as: UInt64.self) }
            words[3] = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
        }

        /// Writes the bytes over a range of the same count.
        @inline(__always)
        func store(into text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
            let count = range.count
            guard count >= 8 else {
                Self.store(words[0], 4, &text, range.lowerBound)
                Self.store(words[1], 4, &text, range.upperBound - 4)
                return
            }
            Self.store(words[0], 8, &text, range.lowerBound)
            if count > 16 { Self.store(words[1], 8, &text, range.lowerBound + 8) }
            if count > 24 { Self.store(words[2], 8, &text, range.lowerBound + 16) }
            Self.store(words[3], 8, &text, range.upperBound - 8)
        }

        @inline(__always)
        private static func store(_ word: UInt64, _ count: Int, _ text: inout MutableSpan<UInt8>, _ start: Int) {
            for place in 0..<count { text[start + place] = UInt8(truncatingIfNeeded: word >> UInt64(8 * place)) }
        }

        fileprivate var slot: Int {
            var hash = words[0] &* 0x9E37_79B9_7F4A_7C15 ^ words[3] &* 0xC2B2_AE3D_27D4_EB4F
            hash ^= (words[1] &+ tag) &* 0x1656_67B1_9E37_79F9 ^ words[2] &* 0x27D4_EB2F_1656_67C5
            return Int((hash ^ hash >> 29) >> 20) & (MaskMemo.slotCount - 1)
        }
    }

    private static let slotCount = 4096
    private var values: [Value]
    private var masked: [Value]

    init() {
        values = Array(repeating: Value(), count: Self.slotCount)
        masked = values
    }

    /// What a value was masked to, if that is remembered.
    @inline(__always)
    func masked(_ value: Value) -> Value? {
        let slot = value.slot
        return values[slot] == value ? masked[slot] : nil
    }

    /// Remembers what a value was masked to.
    @inline(__always)
    mutating func remember(_ value: Value, as result: Value) {
        let slot = value.slot
        values[slot] = value
        masked[slot] = result
    }
}

/// Integers masked before, in the same way.
struct IntegerMemo: ~Copyable {
    private static let slotCount = 16_384
    private var integers = [Int64](repeating: 0, count: slotCount)
    /// Zero masks to itself, so an empty place is a true one.
    private var results = [Int64](repeating: 0, count: slotCount)

    /// What an integer masks to, from memory or by `mask`.
    @inline(__always)
    mutating func masked(_ integer: Int64, or mask: (Int64) -> Int64) -> Int64 {
        let slot = Int(truncatingIfNeeded: (UInt64(bitPattern: integer) &* 0x9E37_79B9_7F4A_7C15) >> 50)
        if integers[slot] == integer { return results[slot] }
        let result = mask(integer)
        integers[slot] = integer
        results[slot] = result
        return result
    }
}
