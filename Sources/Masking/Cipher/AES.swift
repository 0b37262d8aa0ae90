internal import CCrypto

/// AES under one key, in electronic codebook mode without padding: the bare block cipher, from libcrypto.
///
/// Not `Sendable`: a worker makes its own. Making one costs about a microsecond, a block about 13 ns.
@safe
final class AES {
    private let context: OpaquePointer

    /// Prepares a key of 16, 24 or 32 bytes; any other length is a programmer's mistake.
    init(key: [UInt8]) {
        precondition(LibCrypto.isReady, "libcrypto cannot be used")
        let cipher: OpaquePointer?
        switch key.count {
        case 16: unsafe cipher = EVP_aes_128_ecb()
        case 24: unsafe cipher = EVP_aes_192_ecb()
        case 32: unsafe cipher = EVP_aes_256_ecb()
        default: preconditionFailure("an AES key has 16, 24 or 32 bytes")
        }
        guard let context = unsafe EVP_CIPHER_CTX_new() else { preconditionFailure("libcrypto is out of memory") }
        let isReady = unsafe EVP_EncryptInit_ex(context, cipher, nil, key, nil)
        precondition(isReady == 1, "libcrypto refused AES")
        unsafe EVP_CIPHER_CTX_set_padding(context, 0)
        unsafe self.context = context
    }

    deinit { unsafe EVP_CIPHER_CTX_free(context) }

    /// Encrypts one block in place.
    @inline(__always)
    func encrypt(_ block: inout Block) {
        var bytes = (block.high.bigEndian, block.low.bigEndian)
        unsafe withUnsafeMutableBytes(of: &bytes) { buffer in unsafe encrypt(buffer) }
        block = Block(high: UInt64(bigEndian: bytes.0), low: UInt64(bigEndian: bytes.1))
    }

    /// The encryption of one block.
    @inline(__always)
    func encrypted(_ block: Block) -> Block {
        var block = block
        encrypt(&block)
        return block
    }

    /// Encrypts whole blocks in place, each by itself, in one call of libcrypto.
    func encrypt(_ blocks: inout MutableSpan<UInt8>) {
        precondition(blocks.count % 16 == 0, "AES works on whole blocks of 16 bytes")
        unsafe blocks.withUnsafeMutableBytes { buffer in unsafe encrypt(buffer) }
    }

    /// Encrypts the first blocks of a buffer in place.
    func encrypt(_ blocks: inout MutableSpan<UInt8>, blockCount: Int) {
        precondition(blockCount * 16 <= blocks.count, "the buffer holds the blocks")
        if blockCount == 0 { return }
        unsafe blocks.withUnsafeMutableBytes { buffer in
            unsafe encrypt(UnsafeMutableRawBufferPointer(rebasing: buffer[..<(blockCount * 16)]))
        }
    }

    @inline(__always)
    private func encrypt(_ buffer: UnsafeMutableRawBufferPointer) {
        let bytes = unsafe buffer.assumingMemoryBound(to: UInt8.self)
        var written: CInt = 0
        let isDone = unsafe EVP_EncryptUpdate(
            context, bytes.baseAddress, &written, bytes.baseAddress, CInt(bytes.count))
        precondition(isDone == 1 && Int(written) == bytes.count, "libcrypto failed to encrypt")
    }
}
