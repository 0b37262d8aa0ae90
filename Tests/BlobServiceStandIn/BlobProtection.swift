public import Foundation

/// What keeps a blob from being deleted.
public struct BlobProtection {
    private var hasLegalHold = false
    private var immutableUntil: Date?
    private var leasedUntil: Date?

    /// A legal hold.
    public mutating func hold() { hasLegalHold = true }
    /// A policy, until a moment.
    public mutating func makeImmutable(until moment: Date) { immutableUntil = moment }
    /// A lease of somebody, until a moment.
    public mutating func lease(until moment: Date) { leasedUntil = moment }

    func applied(to blob: StoredBlob) -> StoredBlob {
        var blob = blob
        blob.hasLegalHold = hasLegalHold
        blob.immutableUntil = immutableUntil
        blob.lease = leasedUntil.map { ("somebody's", $0) }
        return blob
    }
}
