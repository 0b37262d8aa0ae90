internal import CCrypto
public import Foundation

/// SHA-256 of bytes that are all there.
public enum SHA256 {
    /// The 32 bytes of the digest of some bytes.
    public static func digest(_ bytes: Data) -> Data {
        var digest = Data(count: 32)
        unsafe digest.withUnsafeMutableBytes { output in
            unsafe bytes.withUnsafeBytes { input in
                let isDone = unsafe EVP_Digest(
                    input.baseAddress, input.count, output.baseAddress, nil, EVP_sha256(), nil)
                precondition(isDone == 1, "libcrypto failed to digest")
            }
        }
        return digest
    }

    /// The digest of bytes that come in pieces, until there is none, or an empty one.
    public static func digest(_ next: () -> Data?) -> Data? {
        guard let context = unsafe EVP_MD_CTX_new() else { return nil }
        defer { unsafe EVP_MD_CTX_free(context) }
        guard unsafe EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else { return nil }
        while let piece = next(), !piece.isEmpty {
            let isDone = unsafe piece.withUnsafeBytes { input in
                unsafe EVP_DigestUpdate(context, input.baseAddress, input.count) == 1
            }
            guard isDone else { return nil }
        }
        var digest = Data(count: 32)
        let isDone = unsafe digest.withUnsafeMutableBytes { output in
            unsafe EVP_DigestFinal_ex(context, output.baseAddress, nil) == 1
        }
        return isDone ? digest : nil
    }

    /// The digest of some bytes and others behind them.
    static func digest(_ first: Data, _ second: Data) -> Data { digest(first + second) }
}
