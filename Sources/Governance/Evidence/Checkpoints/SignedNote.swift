import Catalog
import Foundation

/// Text that is signed: a note as C2SP's `signed-note` specifies it, with Ed25519 signatures.
///
///     text, one line or more, each ended by a newline
///     (an empty line)
///     — NAME base64(4 bytes of key ID, 64 bytes of signature)
///
/// The signature covers the text with its last newline. The key ID is the beginning of
/// SHA-256(name, newline, 0x01, public key).
struct SignedNote: Equatable {
    /// One signature line.
    struct Signature: Equatable {
        var name: String
        var keyID: Data
        var bytes: Data
    }

    /// The most signature lines a note may have.
    static let signatureLimit = 100
    private static let dash = "\u{2014} "
    /// The type of a signature: Ed25519.
    private static let type = Data([1])

    /// What is signed.
    var text: String
    /// Who signed it.
    var signatures: [Signature]

    /// Signs a text, which ends with a newline and has no empty line.
    init(signing text: String, as name: String, with key: SigningKey) {
        self.text = text
        signatures = [
            Signature(
                name: name, keyID: Self.keyID(name, key.verifyingKey), bytes: key.sign(Data(text.utf8)))
        ]
    }

    /// Reads the notes of a file, which an empty line separates; nil where there is anything else in it, or nothing.
    ///
    /// Texts with empty lines in them, which the specification allows, are not read: they could not be told apart.
    static func all(in content: Data) -> [SignedNote]? {
        guard let content = String(validating: content, as: UTF8.self), content.hasSuffix("\n"),
            !content.unicodeScalars.contains(where: { $0.value < 0x20 && $0 != "\n" })
        else { return nil }
        var lines = content.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        var notes: [SignedNote] = []
        while !lines.isEmpty {
            if !notes.isEmpty { guard lines.popFirst() == "" else { return nil } }
            let text = lines.prefix { !$0.isEmpty }
            lines = lines.dropFirst(text.count)
            guard !text.isEmpty, lines.popFirst() == "" else { return nil }
            let signed = lines.prefix { $0.hasPrefix(dash) }
            lines = lines.dropFirst(signed.count)
            let signatures = signed.compactMap { signature($0.dropFirst(dash.count)) }
            guard !signatures.isEmpty, signatures.count == signed.count, signed.count <= signatureLimit else {
                return nil
            }
            notes.append(SignedNote(text: text.joined(separator: "\n") + "\n", signatures: signatures))
        }
        return notes.isEmpty ? nil : notes
    }

    private init(text: String, signatures: [Signature]) {
        self.text = text
        self.signatures = signatures
    }

    private static func signature(_ line: Substring) -> Signature? {
        let parts = line.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[0].contains("+"),
            let bytes = Data(base64Encoded: String(parts[1])), bytes.count > 4, bytes.base64EncodedString() == parts[1]
        else { return nil }
        return Signature(name: String(parts[0]), keyID: bytes.prefix(4), bytes: Data(bytes.dropFirst(4)))
    }

    /// The note as a file.
    var content: String {
        let lines = signatures.map { "\(Self.dash)\($0.name) \(($0.keyID + $0.bytes).base64EncodedString())\n" }
        return "\(text)\n\(lines.joined())"
    }

    /// The first of the keys, under this name, that has signed it. Nil where none has, and where a line that claims to be
    /// of one of them is not. Lines of keys that are not known are ignored.
    func signer(_ name: String, among keys: [VerifyingKey]) -> VerifyingKey? {
        var found: VerifyingKey?
        for key in keys {
            for signature in signatures where signature.name == name && signature.keyID == Self.keyID(name, key) {
                guard key.isValid(signature.bytes, of: Data(text.utf8)) else { return nil }
                found = found ?? key
            }
        }
        return found
    }

    /// The four bytes by which a signature line says whose it is.
    private static func keyID(_ name: String, _ key: VerifyingKey) -> Data {
        SHA256.digest(Data("\(name)\n".utf8) + type + key.bytes).prefix(4)
    }

    /// What the tools of others take a key by: name, key ID and key.
    static func verifierKey(_ name: String, _ key: VerifyingKey) -> String {
        "\(name)+\(keyID(name, key).hexadecimal)+\((type + key.bytes).base64EncodedString())"
    }
}
