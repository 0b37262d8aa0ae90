internal import CCrypto
public import Foundation

/// SHA-256 of bytes that are all there.
public enum SHA256 {
    /// The 32 bytes of the digest.
    public static func digest(_ bytes: Data) -> Data {
        var digest = Data(count: 32)
        unsafe digest.withUnsafeMutableBytes { output in
            unsafe bytes.withUnsafeBytes { input in
                let isDone = unsafe EVP_Q_digest(
                    nil, "SHA256", nil, input.baseAddress, input.count, output.baseAddress, nil)
                precondition(isDone == 1, "libcrypto failed to digest")
            }
        }
        return digest
    }
}
