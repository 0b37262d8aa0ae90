public import Foundation

/// An Ed25519 key that signs evidence and checkpoints.
///
/// It says who vouches for a statement, so it is worth as much as its file is guarded. It never masks anything.
public struct SigningKey: Sendable {
    private let seed: Data
    /// What others need to check its signatures.
    public let verifyingKey: VerifyingKey

    /// What stands before the 32 bytes in a PKCS #8 file (RFC 8410, section 7): version 0, the identifier of Ed25519, and
    /// an OCTET STRING in an OCTET STRING.
    private static let prefix = Data([
        0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
    ])

    /// A key from its 32 bytes; nil for any other number of bytes.
    public init?(seed: Data) {
        guard seed.count == Ed25519.seedCount,
            let verifyingKey = VerifyingKey(bytes: Ed25519.publicKey(seed: seed))
        else { return nil }
        self.seed = Data(seed)
        self.verifyingKey = verifyingKey
    }

    /// A key from PEM as `openssl genpkey -algorithm ed25519` writes it; nil for anything else.
    public init?(pem text: String) {
        guard let block = PEM(text), block.label == "PRIVATE KEY", block.content.starts(with: Self.prefix) else {
            return nil
        }
        self.init(seed: block.content.dropFirst(Self.prefix.count))
    }

    /// A new key from the random generator of the system.
    public static func random() -> SigningKey {
        var generator = SystemRandomNumberGenerator()
        let seed = Data((0..<Ed25519.seedCount).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
        guard let key = SigningKey(seed: seed) else { preconditionFailure("32 bytes are a private key") }
        return key
    }

    /// The key in PEM. To be written to ``SigningKeyFile`` only.
    var pem: String { PEM(label: "PRIVATE KEY", content: Self.prefix + seed).text }

    /// The fingerprint of ``verifyingKey``.
    public var fingerprint: String { verifyingKey.fingerprint }

    /// The signature of a message: 64 bytes, the same for the same message.
    public func sign(_ message: Data) -> Data { Ed25519.sign(message, seed: seed) }
}
