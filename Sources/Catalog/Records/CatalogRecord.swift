public import GRDB

/// A row of a table other than `event`: written once, together with its event.
///
/// Columns are the properties in snake case.
public protocol CatalogRecord: Codable, Sendable, FetchableRecord, PersistableRecord {
    /// The number of the row in its table, from 1, without gaps. Set when it is inserted.
    var id: Int64 { get set }
    /// The event it was written with. Set when it is inserted.
    var eventSeq: Int64 { get set }
}

extension CatalogRecord {
    /// Columns are in snake case.
    public static var databaseColumnDecodingStrategy: DatabaseColumnDecodingStrategy { .convertFromSnakeCase }
    /// Columns are in snake case.
    public static var databaseColumnEncodingStrategy: DatabaseColumnEncodingStrategy { .convertToSnakeCase }
}
