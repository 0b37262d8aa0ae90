import Glibc
import Foundation

/// A file with a signing key, which nobody but its owner may read, and the public key beside it.
public enum SigningKeyFile {
    /// The environment variable that names the file.
    public static let variable = "MANNEQUIN_SIGNING_KEY"

    /// Where the public key of a signing key's file lies: `.pub` instead of `.key`, or behind any other name.
    public static func publicPath(of path: String) -> String {
        (path.hasSuffix(".key") ? String(path.dropLast(".key".count)) : path) + ".pub"
    }

    /// The key a command signs with: of the file it was given, of `MANNEQUIN_SIGNING_KEY`, or the catalog's own, which is
    /// made when it is first needed.
    public static func key(
        given path: String?, environment: [String: String], catalog: CatalogPlace
    ) throws(RunError) -> SigningKey {
        if let path = path ?? environment[variable].flatMap({ $0.isEmpty ? nil : $0 }) { return try read(path) }
        return try readOrCreate(Self.path(beside: catalog))
    }

    /// The file of the catalog's own key.
    public static func path(beside catalog: CatalogPlace) -> String { catalog.beside("-signing.key") }

    /// Reads the key. Refuses a file that group or others can read or write (exit 77).
    public static func read(_ path: String) throws(RunError) -> SigningKey {
        let descriptor = try FileDescriptor(path: path, flags: O_RDONLY, failing: .noInput)
        try descriptor.refuseOthers(name: path)
        let content = try SmallFile.read(descriptor, path, limit: 16_384)
        guard let key = SigningKey(pem: String(decoding: content, as: UTF8.self)) else {
            throw RunError(.badConfiguration, "\(path): this is no private key of Ed25519 in PEM (PKCS #8)")
        }
        return key
    }

    /// Writes a new key to a file that must not exist yet, mode 0600, and its public key beside it, in no other file's place.
    public static func create(_ path: String) throws(RunError) -> SigningKey {
        let publicPath = publicPath(of: path)
        guard FilePlace.identity(of: publicPath) == nil else {
            throw RunError(
                .cannotCreate, "\(publicPath), the name of the public key, exists; give the key another name")
        }
        let key = SigningKey.random()
        guard try SmallFile.write(Data(key.pem.utf8), to: path, mode: 0o600, collision: .keep) else {
            throw RunError(.cannotCreate, "\(path) exists; a key that was used is not replaced")
        }
        try writePublicKey(of: key, beside: path)
        return key
    }

    /// Reads the key, and makes it where there is none. When several processes do that at once, they get the same key.
    public static func readOrCreate(_ path: String) throws(RunError) -> SigningKey {
        if unsafe access(path, F_OK) != 0 {
            _ = try SmallFile.write(Data(SigningKey.random().pem.utf8), to: path, mode: 0o600, collision: .keep)
        }
        let key = try read(path)
        if unsafe access(publicPath(of: path), F_OK) != 0 { try writePublicKey(of: key, beside: path) }
        return key
    }

    private static func writePublicKey(of key: SigningKey, beside path: String) throws(RunError) {
        try SmallFile.write(Data(key.verifyingKey.pem.utf8), to: publicPath(of: path), mode: 0o644, collision: .keep)
    }
}
