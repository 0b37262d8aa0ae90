import GRDB

extension CopyPlace {
    /// Where a copy lies: `location_kind` and `namespace` of the row are those of its location.
    init(of copy: Copy, _ row: Row) throws {
        try self.init(
            kind: row.decode(forColumn: "location_kind"), namespace: row.decode(forColumn: "namespace"),
            name: copy.name,
            version: copy.version, identity: copy.identity)
    }
}
