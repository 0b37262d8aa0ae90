import Catalog
import Sanitizing

/// A snapshot that is sanitized, sealed and, where that was asked for, verified; and has no name yet.
struct MadeSnapshot {
    /// What was done.
    var report: SanitizeReport
    /// When the original was taken, Unix seconds.
    let takenAt: Int64?
    /// Where it came from.
    let source: SnapshotInput
    /// The result; nil for a dry run.
    let file: (any Publication)?
    /// The result's place in the catalog, once that is on record.
    var copy: Copy?
}
