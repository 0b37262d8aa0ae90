internal import CCrypto

/// SHA-256 of bytes that arrive in pieces, at the speed of libcrypto.
@safe
public final class SHA256Digest {
    private let context: OpaquePointer
    private var isFinal = false

    /// The digest of nothing yet.
    public init() {
        precondition(LibCrypto.isReady, "libcrypto cannot be used")
        guard let context = unsafe EVP_MD_CTX_new() else { preconditionFailure("libcrypto is out of memory") }
        let isReady = unsafe EVP_DigestInit_ex(context, EVP_sha256(), nil)
        precondition(isReady == 1, "libcrypto refused SHA-256")
        unsafe self.context = context
    }

    deinit { unsafe EVP_MD_CTX_free(context) }

    /// Adds bytes.
    public func update(_ bytes: UnsafeRawBufferPointer) {
        precondition(!isFinal, "a digest that was finalized takes no more bytes")
        let isDone = unsafe EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
        precondition(isDone == 1, "libcrypto failed to digest")
    }

    /// Adds bytes.
    public func update(_ bytes: Span<UInt8>) {
        unsafe bytes.withUnsafeBytes { buffer in unsafe update(buffer) }
    }

    /// The 32 bytes of the digest. Can be asked for once, and ends the digest.
    public func finalize() -> [UInt8] {
        precondition(!isFinal, "a digest is finalized once")
        isFinal = true
        return unsafe [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
            let isDone = unsafe EVP_DigestFinal_ex(context, buffer.baseAddress, nil)
            precondition(isDone == 1, "libcrypto failed to digest")
            count = 32
        }
    }
}
