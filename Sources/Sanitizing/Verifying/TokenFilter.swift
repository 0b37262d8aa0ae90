import Foundation
import RedisDump

/// A set of token hashes in a fixed amount of memory (a Bloom filter): says "perhaps" or "certainly not".
struct TokenFilter: Sendable {
    private var words: [UInt64]
    private let mask: UInt64

    /// A filter of 2^`bitCountLog2` bits.
    init(bitCountLog2: Int) {
        words = LargePages.zeros(count: 1 << (bitCountLog2 - 6))
        mask = (1 << UInt64(bitCountLog2 - 6)) - 1
    }

    /// A filter for the tokens of so many bytes: `bitsPerByte` bits each, within bounds.
    init(byteCount: UInt64, bitsPerByte: Double, bounds: ClosedRange<Int>) {
        let wanted = max(Double(byteCount) * bitsPerByte, 1)
        var log2 = bounds.lowerBound
        while log2 < bounds.upperBound, Double(UInt64(1) << UInt64(log2)) < wanted { log2 += 1 }
        self.init(bitCountLog2: log2)
    }

    /// Adds a hash; up to `probes` bits of one word are set.
    @inline(__always)
    mutating func insert(_ hash: UInt64, probes: Int) {
        words[place(hash)] |= Self.bits(hash, probes)
    }

    /// Whether a hash may have been added: one look into memory, since all bits of a hash are in one word.
    @inline(__always)
    func mayContain(_ hash: UInt64, probes: Int) -> Bool {
        ~words[place(hash)] & Self.bits(hash, probes) == 0
    }

    @inline(__always)
    private func place(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash >> 24 & mask) }

    /// A bit for each six of the low bits of a hash; the place is made from the others.
    @inline(__always)
    private static func bits(_ hash: UInt64, _ probes: Int) -> UInt64 {
        var bits: UInt64 = 0
        for probe in 0..<probes { bits |= 1 << (hash >> UInt64(6 * probe) & 63) }
        return bits
    }
}

/// What is looked for in the result: masked tokens, and a faster look at their first bytes.
struct TokenFilters: Sendable {
    private static let tokenProbes = 4
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

    mutating func insert(_ token: Token.Hashes) {
        tokens.insert(token.token, probes: Self.tokenProbes)
        prefixes.insert(token.prefix, probes: Self.prefixProbes)
        if let prefix = token.longPrefix { tokens.insert(prefix, probes: Self.tokenProbes) }
    }

    @inline(__always)
    func mayContain(token: UInt64) -> Bool { tokens.mayContain(token, probes: Self.tokenProbes) }

    @inline(__always)
    func mayContain(prefix: UInt64) -> Bool { prefixes.mayContain(prefix, probes: Self.prefixProbes) }
}
