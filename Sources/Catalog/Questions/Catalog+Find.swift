import Foundation
import GRDB

extension EventLog {
    /// The snapshot that somebody means: a uid or the beginning of one, a SHA-256 or the beginning of one (eight digits
    /// at least), or the path of a file that is one of its copies.
    ///
    /// Throws ``CatalogError/Code/unknown`` when there is none, or more than one.
    public func snapshot(_ name: String) throws -> Snapshot { try SnapshotName.find(name, database) }
}

extension Catalog {
    /// As ``EventLog/snapshot(_:)``.
    public func snapshot(_ name: String) throws(CatalogError) -> Snapshot {
        try read { try SnapshotName.find(name, $0) }
    }
}

/// How people name snapshots.
private enum SnapshotName {
    static func find(_ name: String, _ database: Database) throws -> Snapshot {
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
        let isIdentifier = name.count >= 8 && name.allSatisfy { $0.isHexDigit || $0 == "-" }
        if isIdentifier {
            let digest = name.uppercased().filter { $0 != "-" }
            let found = try Snapshot.fetchAll(
                database, sql: "SELECT * FROM snapshot WHERE uid GLOB ? OR hex(sha256) GLOB ? ORDER BY id LIMIT 20",
                arguments: [name.lowercased() + "*", digest + "*"])
            if !found.isEmpty { return found }
        }
        let url = URL(filePath: name).standardizedFileURL
        return try Snapshot.fetchAll(
            database,
            sql: """
                SELECT s.* FROM copy c JOIN location l ON l.id = c.location_id JOIN snapshot s ON s.id = c.snapshot_id
                 WHERE l.kind = 'file' AND c.name = ? AND l.namespace GLOB 'file://*' || ?
                 ORDER BY c.id DESC LIMIT 1
                """, arguments: [url.lastPathComponent, url.deletingLastPathComponent().path])
    }
}
