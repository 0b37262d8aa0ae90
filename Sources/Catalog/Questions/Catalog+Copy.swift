import GRDB

extension Catalog {
    /// Writes a consistent copy of the catalog to a file that does not exist: one file, without a log beside it.
    public func copy(to path: String) throws(CatalogError) {
        try CatalogFile(path: path).translating {
            let copy = try DatabaseQueue(path: path)
            try queue.backup(to: copy)
            // What was copied says that it keeps a write-ahead log; a reader who may not write could not open that.
            try copy.inDatabase { database in try database.execute(sql: "PRAGMA journal_mode = DELETE") }
            try copy.close()
        }
    }
}
