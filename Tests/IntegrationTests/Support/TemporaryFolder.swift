import Foundation

/// A folder of its own for one test, removed with its owner.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        // Short, since the path of a unix socket has at most 107 bytes.
        path = "/tmp/mannequin-\(UUID().uuidString.prefix(13))"
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The path of a file in it.
    func file(_ name: String) -> String { path + "/" + name }

    /// Writes a file and returns its path.
    @discardableResult
    func write(_ bytes: [UInt8], _ name: String, mode: Int = 0o600) throws -> String {
        let path = file(name)
        try Data(bytes).write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        return path
    }

    /// The bytes of a file; none when there is none.
    func read(_ name: String) -> [UInt8] { (try? Data(contentsOf: URL(filePath: file(name)))).map(Array.init) ?? [] }

    /// The text of a file.
    func text(_ name: String) -> String { String(decoding: read(name), as: UTF8.self) }

    /// The names of everything in it, hidden files too.
    var names: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted() }
}
