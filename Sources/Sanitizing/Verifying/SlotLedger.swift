import RedisDump

/// What comparing two snapshots says of the slots of their keys.
public struct SlotCounts: Sendable, Equatable {
    /// Keys of the result that are in slots where the original's are not wanted.
    public internal(set) var keysElsewhere = 0
    /// Descriptions of slots (`SLOT_INFO`) that are true in the original: as many keys and expiries follow as they say.
    public internal(set) var descriptions = 0
    /// Of these, those that are true in the result, too.
    public internal(set) var trueDescriptions = 0

    init(keysElsewhere: Int = 0, descriptions: Int = 0, trueDescriptions: Int = 0) {
        self.keysElsewhere = keysElsewhere
        self.descriptions = descriptions
        self.trueDescriptions = trueDescriptions
    }

    mutating func add(_ other: SlotCounts) {
        keysElsewhere += other.keysElsewhere
        descriptions += other.descriptions
        trueDescriptions += other.trueDescriptions
    }
}

/// Holds the descriptions of slots against the keys that follow them.
///
/// A description (Redis 7.4 on, Valkey) says how many keys of a slot follow and how many of these expire. Chunks hand over
/// what they saw as steps, which are taken in order.
struct SlotLedger {
    /// One description with the keys behind it, or keys that go on from the chunk before.
    struct Step: Sendable {
        /// Slot, keys, keys that expire; empty for keys that go on.
        var claim: [UInt64] = []
        /// Keys of both files, in slots, and whether they expire.
        var keys: [(raw: Int, sanitized: Int, expires: Bool)] = []
    }

    private(set) var counts = SlotCounts()
    private var claim: [UInt64] = []
    private var raw = (keys: 0 as UInt64, expiring: 0 as UInt64)
    private var sanitized = (keys: 0 as UInt64, expiring: 0 as UInt64)

    /// Takes in the next step.
    mutating func take(_ step: Step) {
        if !step.claim.isEmpty {
            settle()
            claim = step.claim
        }
        guard claim.count == 3 else { return }
        for key in step.keys {
            if UInt64(key.raw) == claim[0] {
                raw.keys += 1
                if key.expires { raw.expiring += 1 }
            }
            if UInt64(key.sanitized) == claim[0] {
                sanitized.keys += 1
                if key.expires { sanitized.expiring += 1 }
            }
        }
    }

    /// Decides on the description that was read last.
    mutating func settle() {
        defer {
            claim = []
            raw = (0, 0)
            sanitized = (0, 0)
        }
        guard claim.count == 3, raw == (claim[1], claim[2]) else { return }
        counts.descriptions += 1
        if sanitized == raw { counts.trueDescriptions += 1 }
    }
}
