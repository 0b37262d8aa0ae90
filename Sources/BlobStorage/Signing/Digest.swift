import CCrypto

/// The digests that requests are signed and checked with, by libcrypto.
enum Digest {
    /// SHA-256, 32 bytes.
    static func sha256(_ bytes: [UInt8]) -> [UInt8] { unsafe digest(bytes, EVP_sha256(), count: 32) }

    /// MD5, 16 bytes: not for secrecy, but what services check a part with.
    static func md5(_ bytes: [UInt8]) -> [UInt8] { unsafe digest(bytes, EVP_md5(), count: 16) }

    /// HMAC with SHA-256, 32 bytes.
    static func hmac(_ key: [UInt8], _ message: [UInt8]) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: 32) { output, count in
            let result = unsafe EVP_Q_mac(
                nil, "HMAC", nil, "SHA256", nil, key, key.count, message, message.count, output.baseAddress, 32,
                &count)
            precondition(unsafe result != nil, "libcrypto failed to sign")
        }
    }

    /// HMAC of text.
    static func hmac(_ key: [UInt8], _ message: String) -> [UInt8] { hmac(key, Array(message.utf8)) }

    /// Lower-case hexadecimal.
    static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    @unsafe
    private static func digest(_ bytes: [UInt8], _ kind: OpaquePointer?, count size: Int) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: size) { output, count in
            let isDone = unsafe EVP_Digest(bytes, bytes.count, output.baseAddress, nil, kind, nil)
            precondition(isDone == 1, "libcrypto failed to digest")
            count = size
        }
    }
}
