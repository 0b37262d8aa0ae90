internal import CCrypto
import Foundation

/// Ed25519 signatures (RFC 8032) by libcrypto: the fence around its calls.
enum Ed25519 {
    /// Bytes of a private key (its seed), of a public key, and of a signature.
    static let seedCount = 32, publicCount = 32, signatureCount = 64

    /// The public key that belongs to a seed.
    static func publicKey(seed: Data) -> Data {
        unsafe withKey(private: seed) { key in
            var bytes = Data(count: publicCount)
            var count = publicCount
            let isDone = unsafe bytes.withUnsafeMutableBytes { buffer in
                unsafe EVP_PKEY_get_raw_public_key(
                    key, buffer.baseAddress?.assumingMemoryBound(to: UInt8.self), &count)
            }
            precondition(isDone == 1 && count == publicCount, "libcrypto failed to derive a public key")
            return bytes
        }
    }

    /// The signature of a message.
    static func sign(_ message: Data, seed: Data) -> Data {
        unsafe withKey(private: seed) { key in
            guard let context = unsafe EVP_MD_CTX_new() else { preconditionFailure("libcrypto is out of memory") }
            defer { unsafe EVP_MD_CTX_free(context) }
            var signature = Data(count: signatureCount)
            var count = signatureCount
            let isReady = unsafe EVP_DigestSignInit(context, nil, nil, nil, key)
            let isDone = unsafe signature.withUnsafeMutableBytes { output in
                unsafe message.withUnsafeBytes { input in
                    unsafe EVP_DigestSign(
                        context, output.baseAddress?.assumingMemoryBound(to: UInt8.self), &count,
                        input.baseAddress?.assumingMemoryBound(to: UInt8.self), input.count)
                }
            }
            precondition(isReady == 1 && isDone == 1 && count == signatureCount, "libcrypto failed to sign")
            return signature
        }
    }

    /// Whether a signature is that of a message. Any bytes may be asked about.
    static func isValid(_ signature: Data, of message: Data, publicKey: Data) -> Bool {
        guard signature.count == signatureCount, publicKey.count == publicCount else { return false }
        let key = unsafe publicKey.withUnsafeBytes { bytes in
            unsafe EVP_PKEY_new_raw_public_key(
                EVP_PKEY_ED25519, nil, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count)
        }
        guard let key = unsafe key, let context = unsafe EVP_MD_CTX_new() else { return false }
        defer {
            unsafe EVP_MD_CTX_free(context)
            unsafe EVP_PKEY_free(key)
        }
        guard unsafe EVP_DigestVerifyInit(context, nil, nil, nil, key) == 1 else { return false }
        return unsafe signature.withUnsafeBytes { signed in
            unsafe message.withUnsafeBytes { input in
                unsafe EVP_DigestVerify(
                    context, signed.baseAddress?.assumingMemoryBound(to: UInt8.self), signed.count,
                    input.baseAddress?.assumingMemoryBound(to: UInt8.self), input.count) == 1
            }
        }
    }

    private static func withKey(private seed: Data, _ body: (OpaquePointer) -> Data) -> Data {
        precondition(seed.count == seedCount, "a private key of Ed25519 has 32 bytes")
        let key = unsafe seed.withUnsafeBytes { bytes in
            unsafe EVP_PKEY_new_raw_private_key(
                EVP_PKEY_ED25519, nil, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count)
        }
        guard let key = unsafe key else { preconditionFailure("libcrypto refused a private key") }
        defer { unsafe EVP_PKEY_free(key) }
        return unsafe body(key)
    }
}
