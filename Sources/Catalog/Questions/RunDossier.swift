/// What one run did, as far as the catalog knows: for signed statements and for lineage events.
public struct RunDossier: Sendable {
    /// A rule pack in its place.
    public struct Pack: Sendable {
        /// The pack.
        public var pack: RulePackRecord
        /// Its place in the order of precedence, from 0.
        public var position: Int64
    }

    /// The run.
    public var run: Run
    /// How it ended; nil while it goes on, and for one that was killed.
    public var end: RunEnd?
    /// The masking key it used.
    public var maskingKey: MaskingKeyRecord?
    /// Its rule packs, in order of precedence.
    public var packs: [Pack]
    /// The snapshots it read, or tried to.
    public var inputs: [SnapshotDossier]
    /// The snapshots it made, or took into the catalog.
    public var outputs: [SnapshotDossier]
    /// The copies whose deletion it brought to an end.
    public var deletions: [DeletionDossier]
}

/// What the catalog knows of a snapshot, seen from a run.
public struct SnapshotDossier: Sendable {
    /// A place where its bytes lie or have lain.
    public struct Place: Sendable {
        /// The copy.
        public var copy: Copy
        /// Where it is.
        public var location: Location
    }

    /// The snapshot.
    public var snapshot: Snapshot
    /// The retention policy it was registered under.
    public var policy: RetentionPolicy
    /// The expiry that counts.
    public var expiry: Expiry?
    /// Its copies, in the order they were recorded.
    public var places: [Place]
    /// What each rule did in the run.
    public var ruleCounts: [RuleCount]
    /// The checks of the run.
    public var checks: [CheckResult]
    /// What it was made from.
    public var parents: [Snapshot]
}

/// The deletion of one copy, from its claim to its tombstone.
public struct DeletionDossier: Sendable {
    /// The deletion.
    public var deletion: Deletion
    /// Its steps, in order.
    public var steps: [DeletionStep]
    /// The proof that the copy is gone.
    public var tombstone: Tombstone
    /// The event the tombstone was written with.
    public var event: Event
    /// The run that saw the copy gone.
    public var run: Run
    /// The expiry that counted then.
    public var expiry: Expiry?
    /// The copy and where it lay.
    public var place: SnapshotDossier.Place
    /// The snapshot it was a copy of.
    public var snapshot: SnapshotDossier
}
