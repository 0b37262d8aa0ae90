public import Foundation
import GRDB

/// A rule file as a run read it.
public struct RulePackRecord: CatalogRecord {
    /// The table.
    public static let databaseTableName = "rule_pack"

    /// The number of the row.
    public var id: Int64 = 0
    /// Its name.
    public var name: String
    /// Its version.
    public var version: String
    /// SHA-256 of its bytes.
    public var sha256: Data
    /// Its text.
    public var content: String
    /// The event it was written with.
    public var eventSeq: Int64 = 0

    /// A row that is to be inserted.
    public init(
        name: String, version: String, sha256: Data, content: String
    ) {
        self.name = name
        self.version = version
        self.sha256 = sha256
        self.content = content
    }
}
