import Foundation
import RedisDump

/// A set of token hashes in a fixed amount of memory (a Bloom filter): says "perhaps" or "certainly not".
struct TokenFilter: Sendable {
    private var words: [UInt64]
    private let mask: UInt64

    /// A filter of 2^`bitCountLog2` bits.
    init(bitCountLog2: Int) {
        words = LargePages.zeros(count: 1 << (bitCountLog2 - 6))
        mask = (1 << UInt64(bitCountLog2)) - 1
    }

    /// A filter for the tokens of so many bytes: `bitsPerByte` bits each, within bounds.
    init(byteCount: UInt64, bitsPerByte: Double, bounds: ClosedRange<Int>) {
        let wanted = max(Double(byteCount) * bitsPerByte, 1)
        var log2 = bounds.lowerBound
        while log2 < bounds.upperBound, Double(UInt64(1) << UInt64(log2)) < wanted { log2 += 1 }
        self.init(bitCountLog2: log2)
    }

    /// Adds a hash; `probes` bits are set.
    mutating func insert(_ hash: UInt64, probes: Int) {
        var bits = hash
        for _ in 0..<probes {
            let place = bits & mask
            words[Int(place >> 6)] |= 1 << (place & 63)
            bits = Self.next(bits)
        }
    }

    /// Whether a hash may have been added.
    @inline(__always)
    func mayContain(_ hash: UInt64, probes: Int) -> Bool {
        var bits = hash
        for _ in 0..<probes {
            let place = bits & mask
            if words[Int(place >> 6)] & 1 << (place & 63) == 0 { return false }
            bits = Self.next(bits)
        }
        return true
    }

    private static func next(_ bits: UInt64) -> UInt64 { (bits ^ bits >> 29) &* 0xBF58_476D_1CE4_E5B9 }
}

/// What is looked for in the result: masked tokens, and a faster look at their first bytes.
struct TokenFilters: Sendable {
    private static let tokenProbes = 3
    private static let prefixProbes = 2
    private var tokens: TokenFilter
    private var prefixes: TokenFilter

    /// Filters for the tokens of a snapshot of so many bytes.
    init(byteCount: UInt64) {
        tokens = TokenFilter(byteCount: byteCount, bitsPerByte: 2, bounds: 16...31)
        prefixes = TokenFilter(byteCount: byteCount, bitsPerByte: 0.4, bounds: 16...28)
    }

    /// How many bits a token must hold so that finding one where it was not before is a leak and no chance.
    ///
    /// Of T tokens, looked for at W places, a token of b bits is met by chance T·W / 2^b times; 20 bits more make
    /// that once in a million runs. Small snapshots are so judged strictly.
    private(set) var leakBits = 0.0

    /// Sets ``leakBits`` for as many tokens and places.
    mutating func settle(tokenCount: Int, placeCount: Int) {
        leakBits = log2(Double(max(tokenCount, 1))) + log2(Double(max(placeCount, 1))) + 20
    }

    mutating func insert(token: UInt64, prefix: UInt64) {
        tokens.insert(token, probes: Self.tokenProbes)
        prefixes.insert(prefix, probes: Self.prefixProbes)
    }

    @inline(__always)
    func mayContain(token: UInt64) -> Bool { tokens.mayContain(token, probes: Self.tokenProbes) }

    @inline(__always)
    func mayContain(prefix: UInt64) -> Bool { prefixes.mayContain(prefix, probes: Self.prefixProbes) }
}
