public import Catalog

/// Where copies lie, as far as deleting them goes.
///
/// What a store promises:
/// - it deletes the very copy that was recorded (its identity), and nothing else that has taken its name, even when that
///   happens while it is at it;
/// - it deletes all of it: every version and snapshot of a blob, every name of a file, or it says that it is blocked;
/// - it looks again when it has deleted, and says gone only then;
/// - it may be killed at any moment, and called again for the same copy: what it had begun it then finishes;
/// - it throws nothing: whatever goes wrong is an outcome, so one bad copy never stops the others.
public protocol CopyStore: Sendable {
    /// Whether this store is the one to delete a copy at a place.
    func holds(_ place: CopyPlace) -> Bool

    /// Deletes one copy. `deletion` is the uid of its deletion, the same each time it is tried.
    ///
    /// `isKnownSuccessor` tells whether an identity that now has the name is that of another copy in the catalog.
    func delete(_ place: CopyPlace, deletion: String, isKnownSuccessor: (String) -> Bool) -> (
        DeletionOutcome, ServiceAnswer
    )

    /// What a service still has of a copy that it could have brought back until a time which is over.
    func look(for place: CopyPlace, isKnownSuccessor: (String) -> Bool) -> CopyRemains
}

/// What is left of a copy that was deleted.
public enum CopyRemains: Sendable, Equatable {
    /// Nothing, as was seen so.
    case nothing(seen: String)
    /// It is still there, or can still be brought back.
    case something(seen: String)
    /// That cannot be told now.
    case unknown(reason: String)
}
