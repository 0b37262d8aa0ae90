internal import CCrypto

/// libcrypto's life in this process.
enum LibCrypto {
    /// To be asked before anything else of libcrypto: it shall not take itself down when the program exits, since threads
    /// that have done their work may still be giving back what they had of it.
    static let isReady: Bool = OPENSSL_init_crypto(UInt64(OPENSSL_INIT_NO_ATEXIT), nil) == 1
}
