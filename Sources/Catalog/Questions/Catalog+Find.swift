public import Foundation
import GRDB

extension EventLog {
    /// The snapshot that somebody means: a uid or the beginning of one, a SHA-256 or the beginning of one (eight digits
    /// at least), or the path of a file, or the address of a blob, that is one of its copies.
    ///
    /// Throws ``CatalogError/Code/unknown`` when there is none, or more than one.
    public func snapshot(_ name: String) throws -> Snapshot { try SnapshotName.find(name, database) }
}

extension Catalog {
    /// As ``EventLog/snapshot(_:)``.
    public func snapshot(_ name: String) throws(CatalogError) -> Snapshot {
        try read { try SnapshotName.find(name, $0) }
    }

    /// The latest snapshot with these bytes.
    public func snapshot(sha256: Data) throws(CatalogError) -> Snapshot? {
        try read { database in
            try Snapshot.fetchOne(
                database, sql: "SELECT * FROM snapshot WHERE sha256 = ? ORDER BY id DESC LIMIT 1", arguments: [sha256])
        }
    }
}

/// How people name snapshots.
private enum SnapshotName {
    static func find(_ written: String, _ database: Database) throws -> Snapshot {
        // What follows a question mark in an address may be a secret.
        let name = written.contains("://") ? String(written.prefix { $0 != "?" }) : written
        let found = try candidates(name, database)
        guard let first = found.first else {
            throw CatalogError(.unknown, "the catalog knows no snapshot \(name); `mannequin catalog list` shows them")
        }
        guard found.count == 1 else {
            let uids = found.prefix(5).map(\.uid).joined(separator: ", ")
            throw CatalogError(.unknown, "\(name) may be any of \(found.count) snapshots: \(uids)")
        }
        return first
    }

    private static func candidates(_ name: String, _ database: Database) throws -> [Snapshot] {
        if let exact = try Snapshot.fetchOne(database, sql: "SELECT * FROM snapshot WHERE uid = ?", arguments: [name]) {
            return [exact]
        }
        let digits = name.lowercased()
        if digits.count >= 8, digits.utf8.allSatisfy({ "0123456789abcdef-".utf8.contains($0) }) {
            let found = try named(digits, database)
            if !found.isEmpty { return found }
        }
        if name.contains("://") { return try addressed(name, database) }
        for (directory, file) in places(name) {
            let found = try lying(in: directory, file, database)
            if !found.isEmpty { return found }
        }
        return []
    }

    /// Those whose uid or SHA-256 begins so. Both are ranges, so that indexes serve.
    private static func named(_ digits: String, _ database: Database) throws -> [Snapshot] {
        var found = try Snapshot.fetchAll(
            database, sql: "SELECT * FROM snapshot WHERE uid >= ? AND uid < ? ORDER BY id LIMIT 20",
            arguments: [digits, digits + "g"])
        func padded(_ digit: String) -> Data? {
            Data(hexadecimal: digits + String(repeating: digit, count: max(0, 64 - digits.count)))
        }
        if digits.count <= 64, let first = padded("0"), let last = padded("f") {
            found += try Snapshot.fetchAll(
                database, sql: "SELECT * FROM snapshot WHERE sha256 BETWEEN ? AND ? ORDER BY id LIMIT 20",
                arguments: [first, last])
        }
        return found
    }

    /// The latest snapshot with a copy at an address: as the catalog writes it, or as people write blobs of Azure.
    private static func addressed(_ address: String, _ database: Database) throws -> [Snapshot] {
        let parts = address.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: true).map(String.init)
        var text = address
        if parts.count == 4, parts[0] == "az:" {
            text = "wasbs://\(parts[2])@\(parts[1]).blob.core.windows.net/\(parts[3])"
        } else if parts.count == 4, parts[0] == "https:", parts[1].contains(".blob.") {
            text = "wasbs://\(parts[2])@\(parts[1])/\(parts[3])"
        }
        return try Snapshot.fetchAll(
            database,
            sql: """
                SELECT s.* FROM copy c JOIN location l ON l.id = c.location_id JOIN snapshot s ON s.id = c.snapshot_id
                 WHERE l.namespace || '/' || c.name = ? ORDER BY c.id DESC LIMIT 1
                """, arguments: [text])
    }

    /// Directory and name of a path as it is written, and as it is where symbolic links lead.
    private static func places(_ path: String) -> [(String, String)] {
        let url = URL(filePath: path).standardizedFileURL
        let directory = url.deletingLastPathComponent()
        let resolved = url.resolvingSymlinksInPath()
        return [
            (directory.path, url.lastPathComponent),
            (directory.resolvingSymlinksInPath().path, url.lastPathComponent),
            (resolved.deletingLastPathComponent().path, resolved.lastPathComponent),
        ]
    }

    /// The latest snapshot with a copy of this name, for each host that has such a directory.
    private static func lying(in directory: String, _ name: String, _ database: Database) throws -> [Snapshot] {
        let found = try Snapshot.fetchAll(
            database,
            sql: """
                SELECT s.*, max(c.id) FROM location l JOIN copy c ON c.location_id = l.id AND c.name = ?
                  JOIN snapshot s ON s.id = c.snapshot_id
                 WHERE l.kind = 'file' AND l.namespace GLOB 'file://*'
                   AND substr(l.namespace, 7 + instr(substr(l.namespace, 8), '/')) = ? GROUP BY l.id ORDER BY s.id
                """, arguments: [name, directory])
        return found.reduce(into: []) { others, one in
            if !others.contains(where: { $0.id == one.id }) { others.append(one) }
        }
    }
}
