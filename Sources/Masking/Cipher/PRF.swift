/// A keyed function from byte strings of any length to sixteen bytes that look random: AES-CMAC of RFC 4493.
///
/// Not `Sendable`: a worker makes its own. A tag takes one call of libcrypto for each 4 KB begun.
final class PRF {
    private let chain: AESChain
    private let stream: AES
    /// Combined with a last block that is whole: K1 of the RFC.
    private let wholeMask: Block
    /// Combined with a last block that was padded: K2 of the RFC.
    private let paddedMask: Block

    /// A function under a key of 16 bytes. The key stream has a key of its own, made from it.
    init(subkey: [UInt8]) {
        chain = AESChain(key: subkey)
        stream = AES(key: KeyDerivation.hkdf(key: subkey, info: Array("mannequin keystream".utf8), byteCount: 16))
        wholeMask = Self.doubled(AES(key: subkey).encrypted(.zero))
        paddedMask = Self.doubled(wholeMask)
    }

    /// The tag of a byte string.
    func tag(of bytes: Span<UInt8>) -> Block {
        // The chain combines its first block with the state it was left in. Combined with it once more here, the
        // two cancel out, and the chain has restarted at zero.
        let leftState = chain.state
        var start = 0
        var isLast = false
        while !isLast {
            let end = min(bytes.count, start + AESChain.capacity)
            isLast = end == bytes.count
            let blockCount = chain.load(bytes.extracting(start..<end))
            if start == 0 { chain.combine(leftState, atBlock: 0) }
            if isLast {
                let isWhole = end - start == blockCount * 16
                chain.combine(isWhole ? wholeMask : paddedMask, atBlock: blockCount - 1)
            }
            chain.encrypt(blockCount: blockCount)
            start = end
        }
        return chain.state
    }

    /// Fills whole blocks of 16 bytes with the key stream that belongs to a tag, in one call of libcrypto.
    func keystream(_ tag: Block, into bytes: inout MutableSpan<UInt8>) {
        precondition(bytes.count % 16 == 0, "a key stream is made of whole blocks of 16 bytes")
        for index in 0..<bytes.count / 16 {
            Block(high: tag.high, low: tag.low ^ UInt64(index)).store(into: &bytes, at: index * 16)
        }
        stream.encrypt(&bytes)
    }

    /// Twice a block in the field of 2^128 elements that the RFC names.
    private static func doubled(_ block: Block) -> Block {
        let carry: UInt64 = block.high >> 63 == 1 ? 0x87 : 0
        return Block(high: block.high << 1 | block.low >> 63, low: block.low << 1 ^ carry)
    }
}
