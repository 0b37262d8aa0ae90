import Foundation
import Masking

/// SHA-256 of pieces that come as arrays.
final class RunningDigest {
    private let digest = SHA256Digest()

    func update(_ piece: [UInt8]) { digest.update(piece.span) }

    /// The 32 bytes; to be asked for once.
    func finish() -> Data { Data(digest.finalize()) }
}
