public import Foundation

/// Bytes with signatures: a DSSE envelope (Dead Simple Signing Envelope, version 1.0.2).
///
/// What is signed is the type and the very bytes of the payload, so nothing depends on how JSON is written:
///
///     DSSEv1 SP LEN(type) SP type SP LEN(payload) SP payload
public struct Envelope: Sendable, Equatable {
    /// One signature.
    public struct Signature: Sendable, Equatable {
        /// Which key it is of. Not signed: a hint only.
        public var keyID: String
        /// The signature.
        public var bytes: Data
    }

    /// What the payload is.
    public var payloadType: String
    /// What is signed.
    public var payload: Data
    /// Who signed it.
    public var signatures: [Signature]

    /// Signs a payload.
    public init(signing payload: Data, as payloadType: String, with key: SigningKey) {
        self.payload = payload
        self.payloadType = payloadType
        let message = Self.preAuthenticationEncoding(payloadType, payload)
        signatures = [Signature(keyID: key.fingerprint, bytes: key.sign(message))]
    }

    /// Reads an envelope; nil where it is none. Unknown members are ignored, and both alphabets of base64 are read.
    public init?(_ bytes: Data) {
        guard let wire = try? JSONDecoder().decode(Wire.self, from: bytes), !wire.signatures.isEmpty,
            let payload = Self.base64(wire.payload)
        else { return nil }
        payloadType = wire.payloadType
        self.payload = payload
        signatures = []
        for signature in wire.signatures {
            guard let bytes = Self.base64(signature.sig) else { return nil }
            signatures.append(Signature(keyID: signature.keyid ?? "", bytes: bytes))
        }
    }

    /// The envelope as a file.
    public func bytes() throws -> Data {
        let document: JSONValue = [
            "payload": .string(payload.base64EncodedString()),
            "payloadType": .string(payloadType),
            "signatures": .array(
                signatures.map { ["keyid": .string($0.keyID), "sig": .string($0.bytes.base64EncodedString())] }),
        ]
        return try document.bytes() + Data("\n".utf8)
    }

    /// Those of the keys that have signed it. Keys are tried whatever a signature says about its key.
    public func signers(among keys: [VerifyingKey]) -> [VerifyingKey] {
        let message = Self.preAuthenticationEncoding(payloadType, payload)
        return keys.filter { key in signatures.contains { key.isValid($0.bytes, of: message) } }
    }

    /// What a signature covers.
    static func preAuthenticationEncoding(_ type: String, _ payload: Data) -> Data {
        Data("DSSEv1 \(type.utf8.count) \(type) \(payload.count) ".utf8) + payload
    }

    private struct Wire: Decodable {
        struct Signature: Decodable {
            var keyid: String?
            var sig: String
        }

        var payload: String
        var payloadType: String
        var signatures: [Signature]
    }

    /// Standard or URL-safe base64 (RFC 4648), with or without padding.
    private static func base64(_ text: String) -> Data? {
        var standard = text.replacing("-", with: "+").replacing("_", with: "/")
        while standard.utf8.count % 4 != 0 { standard += "=" }
        return Data(base64Encoded: standard)
    }
}
