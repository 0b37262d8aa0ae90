import RedisDump

/// Hashes of whole strings, for finding equal ones.
enum StringHash {
    /// 64 well mixed bits; equal strings have equal hashes, others in one pair of 2^64.
    static func of(_ text: Span<UInt8>, seed: UInt64) -> UInt64 {
        var hash = seed ^ 0x9E37_79B9_7F4A_7C15 &* UInt64(text.count &+ 1)
        var index = 0
        while index + 8 <= text.count {
            hash = mixed(hash ^ text.littleEndian(at: index, count: 8))
            index += 8
        }
        // The last bytes, together with some before them where there are any, so that a load has a fixed size.
        if text.count >= 8 {
            hash = mixed(hash ^ text.littleEndian(at: text.count - 8, count: 8))
        } else if text.count >= 4 {
            let first = text.littleEndian(at: 0, count: 4)
            hash = mixed(hash ^ (first << 32 | text.littleEndian(at: text.count - 4, count: 4)))
        } else {
            for place in text.indices { hash = mixed(hash ^ UInt64(text[place])) }
        }
        return mixed(hash)
    }

    private static func mixed(_ value: UInt64) -> UInt64 {
        let product = value.multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
        return product.high ^ product.low
    }
}
