import Synchronization

/// The tables of small domains that the workers of a run share.
///
/// Bounded in bytes: the table that was asked for longest ago goes first, and is made again, identically, when it is
/// asked for again. Workers keep references of their own, so "asked for" means by a worker that had none.
public final class SmallDomainTables: Sendable {
    /// What tells one table from another: a tag of the key, which tells nothing of it, and the number of ranks.
    struct Identity: Hashable, Sendable {
        var keyTag: Block
        var size: UInt64
    }

    private let contents: Mutex<HeldTables>
    private let evictions = Atomic<Int>(0)

    /// No tables yet, and room for `byteLimit` bytes of them.
    public init(byteLimit: Int = 12 << 20) {
        contents = Mutex(HeldTables(byteLimit: byteLimit))
    }

    /// How many tables were evicted so far. A worker drops its references when the number changes, or the bound
    /// would not hold.
    var evictionCount: Int { evictions.load(ordering: .relaxed) }

    /// What the tables held at the moment take in memory.
    var byteCount: Int { contents.withLock { $0.byteCount } }

    /// The table of an identity, made with the cipher of its key unless it is held.
    func table(_ identity: Identity, cipher: AES) -> SmallDomainTable {
        if let held = contents.withLock({ $0.asked(identity) }) { return held }
        // Made outside the lock: two workers may make the same one, and then the first to come back wins.
        let table = SmallDomainTable(size: identity.size, cipher: cipher)
        return contents.withLock { contents in
            if let held = contents.asked(identity) { return held }
            let evicted = contents.insert(table, as: identity)
            if evicted > 0 { evictions.add(evicted, ordering: .relaxed) }
            return table
        }
    }
}

/// The tables behind the lock, and who was asked for last.
private struct HeldTables {
    private struct Entry {
        var table: SmallDomainTable
        var lastAsked: UInt64
    }

    let byteLimit: Int
    private(set) var byteCount = 0
    private var entries: [SmallDomainTables.Identity: Entry] = [:]
    private var askedCount: UInt64 = 0

    init(byteLimit: Int) {
        self.byteLimit = byteLimit
    }

    /// The table of an identity, if it is held.
    mutating func asked(_ identity: SmallDomainTables.Identity) -> SmallDomainTable? {
        askedCount += 1
        entries[identity]?.lastAsked = askedCount
        return entries[identity]?.table
    }

    /// Holds a table that is not held, evicts others until it fits, and returns how many went. A table beyond the
    /// bound by itself is not held.
    mutating func insert(_ table: SmallDomainTable, as identity: SmallDomainTables.Identity) -> Int {
        guard table.byteCount <= byteLimit else { return 0 }
        var evicted = 0
        while byteCount + table.byteCount > byteLimit,
            let oldest = entries.min(by: { $0.value.lastAsked < $1.value.lastAsked })
        {
            entries[oldest.key] = nil
            byteCount -= oldest.value.table.byteCount
            evicted += 1
        }
        entries[identity] = Entry(table: table, lastAsked: askedCount)
        byteCount += table.byteCount
        return evicted
    }
}
