import Foundation
import Glibc

/// The parts of an upload to a directory, and the identity of files: device, inode and time of writing.
struct StagingFolder {
    let path: String

    init(root: String, id: String) { path = "\(root)/.mannequin-staged/\(id)" }

    func make() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

    func remove() { try? FileManager.default.removeItem(atPath: path) }

    /// The name of a part's file: its index and its content.
    static func token(_ index: Int, _ bytes: [UInt8]) -> String {
        "\(index)-\(Digest.hexadecimal(Digest.sha256(bytes)).prefix(32))"
    }

    func put(_ bytes: [UInt8], as token: String) throws {
        try Data(bytes).write(to: URL(filePath: "\(path)/\(token)"), options: .atomic)
    }

    /// The parts that lie there.
    func parts() throws -> [StagedPart] {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
            throw BlobError(.absent, path, "there is no such upload")
        }
        let parts = names.compactMap { name -> StagedPart? in
            guard let index = name.split(separator: "-").first.flatMap({ Int($0) }),
                let status = Self.status(of: "\(path)/\(name)")
            else { return nil }
            return StagedPart(index: index, token: name, byteCount: Int(status.st_size))
        }
        return parts.sorted { ($0.index, $0.token) < ($1.index, $1.token) }
    }

    /// One file of the parts in order, brought to the disk; and the identity it has from now on.
    func joined(_ parts: [StagedPart]) throws -> (path: String, identity: String) {
        let whole = "\(path)/whole"
        guard FileManager.default.createFile(atPath: whole, contents: nil, attributes: [.posixPermissions: 0o600]),
            let file = FileHandle(forWritingAtPath: whole)
        else { throw BlobError(.absent, path, "the parts are gone") }
        defer { try? file.close() }
        for part in parts.sorted(by: { $0.index < $1.index }) {
            guard let bytes = FileManager.default.contents(atPath: "\(path)/\(part.token)"),
                bytes.count == part.byteCount
            else { throw BlobError(.absent, path, "part \(part.index) is gone") }
            try file.write(contentsOf: bytes)
        }
        try file.synchronize()
        guard let identity = Self.identity(ofOpen: file.fileDescriptor) else {
            throw BlobError(.absent, path, "the file is gone")
        }
        return (whole, identity)
    }

    /// The status of a regular file; no symbolic link is followed.
    static func status(of path: String) -> stat? {
        var status = stat()
        guard unsafe lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return status
    }

    static func identity(of path: String) -> String? { status(of: path).map { identity($0) } }

    static func identity(ofOpen descriptor: Int32) -> String? {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { return nil }
        return identity(status)
    }

    static func identity(_ status: stat) -> String {
        "\"\(status.st_dev)-\(status.st_ino)-\(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)-\(status.st_size)\""
    }
}
