import CCrypto

/// MD5 of bytes that arrive in pieces. Used by one thread at a time.
@safe
final class RunningMD5 {
    private let context: OpaquePointer

    init() {
        guard let context = unsafe EVP_MD_CTX_new() else { preconditionFailure("libcrypto is out of memory") }
        let isReady = unsafe EVP_DigestInit_ex(context, EVP_md5(), nil)
        precondition(isReady == 1, "libcrypto refused MD5")
        unsafe self.context = context
    }

    deinit { unsafe EVP_MD_CTX_free(context) }

    func update(_ bytes: [UInt8]) {
        let isDone = unsafe EVP_DigestUpdate(context, bytes, bytes.count)
        precondition(isDone == 1, "libcrypto failed to digest")
    }

    /// The 16 bytes; to be asked for once.
    func finalize() -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: 16) { buffer, count in
            let isDone = unsafe EVP_DigestFinal_ex(context, buffer.baseAddress, nil)
            precondition(isDone == 1, "libcrypto failed to digest")
            count = 16
        }
    }
}
