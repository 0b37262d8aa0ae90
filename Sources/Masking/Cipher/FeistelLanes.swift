internal import CCrypto

/// FF1's ten rounds in radix 2 by the processor's own AES, where it has it; the one use of `CCrypto`'s C.
struct FeistelLanes {
    /// How many values go through the rounds at a time for the price of little more than one.
    static let count = Int(MANNEQUIN_LANES)

    private let roundKeys: [UInt64]

    /// Rounds under an AES-128 key; nil on machines without the instructions.
    init?(key: [UInt8]) {
        guard key.count == 16, mannequin_has_aes() != 0 else { return nil }
        var roundKeys = [UInt64](repeating: 0, count: 22)
        unsafe mannequin_expand(key, &roundKeys)
        self.roundKeys = roundKeys
    }

    /// The rounds for one pair of halves.
    @inline(__always)
    func encrypt(_ halves: inout (left: UInt64, right: UInt64), start: Block, bits: Int, halfByteCount: Int) {
        unsafe mannequin_feistel(
            roundKeys, start.high, start.low, CInt(bits), CInt(halfByteCount), &halves.left, &halves.right)
    }

    /// The rounds for ``count`` pairs.
    func encrypt(
        left: inout [UInt64], right: inout [UInt64], start: Block, bits: Int, halfByteCount: Int
    ) {
        precondition(left.count == Self.count && right.count == Self.count, "every lane has a pair")
        unsafe mannequin_feistel_lanes(
            roundKeys, start.high, start.low, CInt(bits), CInt(halfByteCount), &left, &right)
    }
}
