public import Catalog
import Foundation
import Glibc

/// A file as a place of a copy: its directory on this host is the location, and what tells this very file from
/// others that have or will have its name is its identity: device, inode, and when its bytes were last written, for inodes
/// are used again.
public enum FilePlace {
    /// The place of a file under a path; the file of `identifiedBy`, which is going to have that path, says who it is.
    public static func of(_ path: String, identifiedBy file: String? = nil, host: String) -> CopyPlace? {
        let written = URL(filePath: path).standardizedFileURL
        // A file is read from where a symbolic link leads; the name that one is going to get is no link itself.
        let url =
            file == nil
            ? written.resolvingSymlinksInPath()
            : written.deletingLastPathComponent().resolvingSymlinksInPath().appending(path: written.lastPathComponent)
        guard let identity = identity(of: file ?? url.path) else { return nil }
        let directory = url.deletingLastPathComponent().path
        return CopyPlace(
            kind: "file", namespace: namespace(ofDirectory: directory, host: host), name: url.lastPathComponent,
            identity: identity, readers: readers(of: directory))
    }

    /// Whether two paths lead to one file, by whatever names; also where that is not there yet.
    static func isSame(_ one: String, _ other: String) -> Bool {
        var (first, second) = (stat(), stat())
        if unsafe stat(one, &first) == 0, unsafe stat(other, &second) == 0 {
            return first.st_dev == second.st_dev && first.st_ino == second.st_ino
        }
        func name(_ path: String) -> URL {
            let url = URL(filePath: resolved(path)).standardizedFileURL
            return url.deletingLastPathComponent().resolvingSymlinksInPath().appending(path: url.lastPathComponent)
        }
        return name(one).path == name(other).path
    }

    /// The path that a path leads to.
    static func resolved(_ path: String) -> String { URL(filePath: path).resolvingSymlinksInPath().path }

    /// The location of a directory, as OpenLineage names it.
    public static func namespace(ofDirectory directory: String, host: String) -> String { "file://\(host)\(directory)" }

    /// The path of a copy, if it lies on this host.
    public static func path(of place: CopyPlace, host: String) -> String? {
        let start = "file://\(host)/"
        guard place.kind == "file", place.namespace.hasPrefix(start) else { return nil }
        return path(in: String(place.namespace.dropFirst(start.count - 1)), named: place.name)
    }

    /// The path of a name in a directory.
    static func path(in directory: String, named name: String) -> String {
        directory == "/" ? "/\(name)" : "\(directory)/\(name)"
    }

    /// What tells the file under a path from others (no symbolic link is followed); nil where there is none.
    static func identity(of path: String) -> String? {
        var status = stat()
        guard unsafe lstat(path, &status) == 0 else { return nil }
        return identity(status)
    }

    /// Device, inode, and when its bytes were last written.
    static func identity(_ status: stat) -> String {
        "\(status.st_dev):\(status.st_ino):\(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
    }

    /// Whether a file of this identity and size is the one that was recorded. When bytes were last written can be set to any
    /// time; so the size is compared too, where it is known.
    static func isRecorded(
        _ identity: String, _ byteCount: Int64, as recordedIdentity: String, _ recordedByteCount: Int64?
    ) -> Bool {
        identity == recordedIdentity && (recordedByteCount.map { $0 == byteCount } ?? true)
    }

    /// Who may read in a directory, by its owner, group and mode.
    private static func readers(of directory: String) -> String? {
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: directory) else { return nil }
        let owner = attributes[.ownerAccountName] as? String ?? "?"
        let group = attributes[.groupOwnerAccountName] as? String ?? "?"
        let mode = attributes[.posixPermissions] as? Int ?? 0
        return "\(owner):\(group) mode \(String(mode, radix: 8))"
    }
}
