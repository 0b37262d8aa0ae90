import Foundation
import Glibc
public import Masking
import RedisDump

/// A file with a masking key, which nobody but its owner may read.
public enum KeyFile {
    /// Reads the key. Refuses a file that group or others can read or write (exit 77).
    public static func read(_ path: String) throws(RunError) -> MaskingKey {
        let descriptor = try FileDescriptor(path: path, flags: O_RDONLY, failing: .noInput)
        try descriptor.refuseOthers(name: path)
        var content = ByteBuffer(capacity: 256)
        while content.count < 4096, try descriptor.read(into: &content, upTo: 256, name: path) > 0 {}
        let bytes = content.span
        let text = String(decoding: bytes.indices.map { bytes[$0] }, as: UTF8.self)
        do {
            return try MaskingKey(text: text)
        } catch {
            throw RunError(.badConfiguration, "\(path): \(error)")
        }
    }

    /// A key that no file has.
    public static func random() throws(RunError) -> MaskingKey {
        do { return try MaskingKey.random() } catch { throw RunError(.unavailable, "\(error)") }
    }

    /// Writes a new random key to a file that must not exist yet, with mode 0600, and returns it. The file appears whole or
    /// not at all.
    public static func create(_ path: String) throws(RunError) -> MaskingKey {
        let key = try random()
        guard try SmallFile.write(Data((key.text + "\n").utf8), to: path, mode: 0o600, collision: .keep) else {
            throw RunError(.cannotCreate, "\(path) exists; a key that may be in use is not replaced")
        }
        return key
    }
}
