import Catalog
public import Foundation
import RedisDump

/// The public half of a signing key: tells whether a signature is right.
public struct VerifyingKey: Sendable, Equatable {
    /// The 32 bytes of RFC 8032.
    public let bytes: Data

    /// What stands before the 32 bytes in a SubjectPublicKeyInfo (RFC 8410, section 4): a SEQUENCE with the identifier of
    /// Ed25519 (1.3.101.112) and a BIT STRING.
    private static let prefix = Data([0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00])

    /// A key from its 32 bytes; nil for any other number of bytes.
    public init?(bytes: Data) {
        guard bytes.count == Ed25519.publicCount else { return nil }
        self.bytes = Data(bytes)
    }

    /// A key from PEM as `openssl pkey -pubout` writes it; nil for anything else.
    public init?(pem text: String) {
        guard let block = PEM(text), block.label == "PUBLIC KEY", block.content.starts(with: Self.prefix) else {
            return nil
        }
        self.init(bytes: block.content.dropFirst(Self.prefix.count))
    }

    /// The key as a SubjectPublicKeyInfo in DER.
    public var subjectPublicKeyInfo: Data { Self.prefix + bytes }

    /// The key in PEM.
    public var pem: String { PEM(label: "PUBLIC KEY", content: subjectPublicKeyInfo).text }

    /// The first 16 hexadecimal digits of the SHA-256 of ``subjectPublicKeyInfo``.
    public var fingerprint: String { String(SHA256.digest(subjectPublicKeyInfo).hexadecimal.prefix(16)) }

    /// Whether a signature is this key's, of this message.
    public func isValid(_ signature: Data, of message: Data) -> Bool {
        Ed25519.isValid(signature, of: message, publicKey: bytes)
    }

    /// Reads a key from a file.
    public static func read(_ path: String) throws(RunError) -> VerifyingKey {
        let content = try SmallFile.read(path, limit: 16_384)
        guard let key = VerifyingKey(pem: String(decoding: content, as: UTF8.self)) else {
            throw RunError(
                .badConfiguration, "\(path): this is no public key of Ed25519 in PEM (`-----BEGIN PUBLIC KEY-----`)")
        }
        return key
    }
}
