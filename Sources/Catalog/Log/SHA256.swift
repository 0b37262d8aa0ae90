internal import CCrypto
public import Foundation

/// SHA-256 of bytes that are all there.
public enum SHA256 {
    /// The 32 bytes of the digest of some bytes.
    public static func digest(_ bytes: Data) -> Data { Digester().digest(bytes) }

    /// Makes one digest after the other; for many, without asking libcrypto for its algorithm each time.
    @safe final class Digester {
        private let context: OpaquePointer
        private let algorithm: OpaquePointer

        init() {
            guard let context = unsafe EVP_MD_CTX_new(), let algorithm = unsafe EVP_MD_fetch(nil, "SHA256", nil) else {
                preconditionFailure("libcrypto has no SHA-256, or is out of memory")
            }
            unsafe (self.context, self.algorithm) = (context, algorithm)
        }

        deinit {
            unsafe EVP_MD_CTX_free(context)
            unsafe EVP_MD_free(algorithm)
        }

        /// The 32 bytes of the digest of some bytes and others behind them.
        func digest(_ first: Data, _ second: Data = Data()) -> Data {
            var isDone = unsafe EVP_DigestInit_ex2(context, algorithm, nil) == 1
            for part in [first, second] {
                unsafe part.withUnsafeBytes { bytes in
                    isDone = unsafe isDone && EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1
                }
            }
            var digest = Data(count: 32)
            unsafe digest.withUnsafeMutableBytes { output in
                isDone = unsafe isDone && EVP_DigestFinal_ex(context, output.baseAddress, nil) == 1
            }
            precondition(isDone, "libcrypto failed to digest")
            return digest
        }
    }
}
