internal import CCrypto

/// What libcrypto does with keys outside the hot path: random bytes, HMAC-SHA256, HKDF-SHA256.
enum KeyDerivation {
    /// Bytes from the random generator of libcrypto, or nil if it could not be seeded.
    static func randomBytes(count: Int) -> [UInt8]? {
        guard LibCrypto.isReady else { return nil }
        var bytes = [UInt8](repeating: 0, count: count)
        return unsafe RAND_bytes(&bytes, CInt(count)) == 1 ? bytes : nil
    }

    /// HMAC-SHA256 of a message: 32 bytes.
    static func hmac(key: [UInt8], message: [UInt8]) -> [UInt8] {
        precondition(LibCrypto.isReady, "libcrypto cannot be used")
        var tag = [UInt8](repeating: 0, count: 32)
        var byteCount = 0
        let result = unsafe EVP_Q_mac(
            nil, "HMAC", nil, "SHA256", nil, key, key.count, message, message.count, &tag, tag.count, &byteCount)
        unsafe precondition(result != nil && byteCount == 32, "libcrypto refused HMAC-SHA256")
        return tag
    }

    /// HKDF-SHA256 of RFC 5869 without a salt.
    static func hkdf(key: [UInt8], info: [UInt8], byteCount: Int) -> [UInt8] {
        guard let context = unsafe EVP_PKEY_CTX_new_id(EVP_PKEY_HKDF, nil) else {
            preconditionFailure("libcrypto has no HKDF")
        }
        defer { unsafe EVP_PKEY_CTX_free(context) }
        var output = [UInt8](repeating: 0, count: byteCount)
        var written = byteCount
        let isDone =
            unsafe EVP_PKEY_derive_init(context) == 1
            && EVP_PKEY_CTX_set_hkdf_md(context, EVP_sha256()) == 1
            && EVP_PKEY_CTX_set1_hkdf_key(context, key, CInt(key.count)) == 1
            && EVP_PKEY_CTX_add1_hkdf_info(context, info, CInt(info.count)) == 1
            && EVP_PKEY_derive(context, &output, &written) == 1
        precondition(isDone && written == byteCount, "libcrypto refused HKDF-SHA256")
        return output
    }
}
