public import Foundation
import GRDB

/// A signed statement, kept as a file beside the catalog.
public struct Evidence: CatalogRecord {
    /// The table.
    public static let databaseTableName = "evidence"

    /// The number of the row.
    public var id: Int64 = 0
    /// SHA-256 of its bytes.
    public var sha256: Data
    /// The predicate type of the in-toto statement.
    public var predicate: String
    /// What it is about.
    public var subject: String
    /// How many bytes.
    public var bytes: Int64
    /// The event it was written with.
    public var eventSeq: Int64 = 0

    /// A row that is to be inserted.
    public init(
        sha256: Data, predicate: String, subject: String, bytes: Int64
    ) {
        self.sha256 = sha256
        self.predicate = predicate
        self.subject = subject
        self.bytes = bytes
    }
}
