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

    /// The digest of some bytes and others behind them.
    static func digest(_ first: Data, _ second: Data) -> Data { digest(first + second) }
}
