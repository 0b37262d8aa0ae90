public import Foundation
import GRDB

/// A signed statement about the head of the log.
public struct Checkpoint: CatalogRecord {
    /// The table.
    public static let databaseTableName = "checkpoint"

    /// The number of the row.
    public var id: Int64 = 0
    /// The number of the event it vouches for.
    public var seq: Int64
    /// The hash of that event.
    public var head: Data
    /// When, in ms since 1970.
    public var atMs: Int64
    /// The fingerprint of the public key that signed.
    public var signer: String
    /// Where it was put.
    public var writtenTo: String
    /// The event it was written with.
    public var eventSeq: Int64 = 0

    /// A row that is to be inserted.
    public init(
        seq: Int64, head: Data, atMs: Int64, signer: String, writtenTo: String
    ) {
        self.seq = seq
        self.head = head
        self.atMs = atMs
        self.signer = signer
        self.writtenTo = writtenTo
    }
}
