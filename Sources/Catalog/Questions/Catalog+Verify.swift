import CatalogSchema
import GRDB

extension Catalog {
    /// Proves that the catalog is as it was written: guards in place, chain unbroken, each row as its event wrote it, and
    /// none of the things that must not be.
    ///
    /// With `isFull`, SQLite's own check of every page, index and foreign key comes first.
    public func verify(
        against anchors: [ChainVerification.Anchor] = [], isFull: Bool = false,
        progress: (Int64) throws -> Void = { _ in }
    ) throws(CatalogError) -> ChainVerification {
        try read { database in
            var verifier = try ChainVerifier(database)
            var result = try verifier.verify(against: anchors, progress: progress)
            if isFull {
                for message in try String.fetchAll(database, sql: "PRAGMA integrity_check(20)") where message != "ok" {
                    result.add("SQLite: \(message)")
                }
                let orphans = try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").count
                if orphans > 0 { result.add("\(orphans) rows refer to rows that are not there") }
            }
            for difference in try SchemaCheck.differences(database) { result.add(difference) }
            for invariant in CatalogSchema.invariants.sql.split(separator: ";\n") {
                do {
                    guard let row = try Row.fetchOne(database, sql: String(invariant)) else { continue }
                    let count = try row.decode(Int64.self, atIndex: 1)
                    if count > 0 { result.add("\(try row.decode(String.self, atIndex: 0)): \(count) times") }
                } catch DatabaseError.SQLITE_ERROR {
                    // What it asks was taken away, which is among the differences.
                    result.add("a promise about the rows together cannot be checked")
                }
            }
            return result
        }
    }
}
