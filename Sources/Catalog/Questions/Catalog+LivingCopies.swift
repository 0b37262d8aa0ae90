import GRDB

extension Catalog {
    /// The copies that are not known to be gone in a location, or those of one name.
    public func livingCopies(in namespace: String, named name: String? = nil) throws(CatalogError) -> [Copy] {
        try read { try Copy.living($0, in: namespace, named: name) }
    }
}

extension EventLog {
    /// As ``Catalog/livingCopies(in:named:)``, within a transaction.
    public func livingCopies(in namespace: String, named name: String? = nil) throws -> [Copy] {
        try Copy.living(database, in: namespace, named: name)
    }
}

extension Catalog {
    /// The size of the snapshot that a copy holds, where it is known.
    public func byteCount(of copy: Copy) throws(CatalogError) -> Int64? {
        try read { try Snapshot.fetchOne($0, key: copy.snapshotId)?.bytes }
    }
}

extension EventLog {
    /// As ``Catalog/byteCount(of:)``, within a transaction.
    public func byteCount(of copy: Copy) throws -> Int64? {
        try Snapshot.fetchOne(database, key: copy.snapshotId)?.bytes
    }
}

extension Copy {
    fileprivate static func living(_ database: Database, in namespace: String, named name: String?) throws -> [Copy] {
        try fetchAll(
            database,
            sql: """
                SELECT c.* FROM location l JOIN copy c ON c.location_id = l.id LEFT JOIN tombstone t ON t.copy_id = c.id
                 WHERE l.namespace = ? AND \(name == nil ? "?2 IS NULL" : "c.name = ?2") AND t.id IS NULL ORDER BY c.id
                """, arguments: [namespace, name])
    }
}
