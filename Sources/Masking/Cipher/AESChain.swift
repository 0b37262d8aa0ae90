internal import CCrypto

/// AES-128 in cipher block chaining mode, with the buffer it works in.
///
/// The chain starts at zero and never restarts by itself: setting a new initial vector costs libcrypto five times as
/// much as a block. Whoever feeds it restarts it, by combining the next first block with ``state``.
///
/// Not `Sendable`: a worker makes its own.
@safe
final class AESChain {
    /// How many bytes the buffer holds.
    static let capacity = 4096

    private let context: OpaquePointer
    private let buffer: UnsafeMutableRawBufferPointer
    /// The last block that came out, zero at the start: what the next block will be combined with.
    private(set) var state = Block.zero

    /// Prepares a key of 16 bytes; any other length is a programmer's mistake.
    init(key: [UInt8]) {
        precondition(key.count == 16, "a key of AES-128 has 16 bytes")
        guard let context = unsafe EVP_CIPHER_CTX_new() else { preconditionFailure("libcrypto is out of memory") }
        let start = [UInt8](repeating: 0, count: 16)
        let isReady = unsafe EVP_EncryptInit_ex(context, EVP_aes_128_cbc(), nil, key, start)
        precondition(isReady == 1, "libcrypto refused AES")
        unsafe EVP_CIPHER_CTX_set_padding(context, 0)
        unsafe self.context = context
        unsafe buffer = .allocate(byteCount: Self.capacity, alignment: 16)
        unsafe buffer.initializeMemory(as: UInt8.self, repeating: 0)
    }

    deinit {
        unsafe EVP_CIPHER_CTX_free(context)
        unsafe buffer.deallocate()
    }

    /// Copies bytes to the front of the buffer, and fills the last block they begin with a one bit and zeros.
    ///
    /// Returns the number of blocks they fill: at least one, as no bytes at all fill a block with padding only.
    func load(_ bytes: Span<UInt8>) -> Int {
        precondition(bytes.count <= Self.capacity, "more bytes than the buffer holds")
        let blockCount = max(1, (bytes.count + 15) / 16)
        if bytes.count < blockCount * 16 {
            unsafe buffer.storeBytes(
                of: (0, 0) as (UInt64, UInt64), toByteOffset: blockCount * 16 - 16, as: (UInt64, UInt64).self)
            unsafe buffer.storeBytes(of: 0x80, toByteOffset: bytes.count, as: UInt8.self)
        }
        unsafe bytes.withUnsafeBytes { source in unsafe buffer.copyMemory(from: source) }
        return blockCount
    }

    /// Combines a block of the buffer with another one.
    func combine(_ block: Block, atBlock index: Int) {
        precondition(index >= 0 && index < Self.capacity / 16, "no such block in the buffer")
        let combined = self.block(at: index) ^ block
        unsafe buffer.storeBytes(of: combined.high.bigEndian, toByteOffset: index * 16, as: UInt64.self)
        unsafe buffer.storeBytes(of: combined.low.bigEndian, toByteOffset: index * 16 + 8, as: UInt64.self)
    }

    /// Encrypts the first blocks of the buffer, at least one, in one call of libcrypto; ``state`` is the last of them.
    func encrypt(blockCount: Int) {
        precondition(blockCount > 0 && blockCount <= Self.capacity / 16, "the buffer does not hold so many blocks")
        let bytes = unsafe buffer.assumingMemoryBound(to: UInt8.self)
        var written: CInt = 0
        let isDone = unsafe EVP_EncryptUpdate(
            context, bytes.baseAddress, &written, bytes.baseAddress, CInt(blockCount * 16))
        precondition(isDone == 1 && Int(written) == blockCount * 16, "libcrypto failed to encrypt")
        state = block(at: blockCount - 1)
    }

    private func block(at index: Int) -> Block {
        unsafe Block(
            high: UInt64(bigEndian: buffer.load(fromByteOffset: index * 16, as: UInt64.self)),
            low: UInt64(bigEndian: buffer.load(fromByteOffset: index * 16 + 8, as: UInt64.self)))
    }
}
