import RedisDump
import RulePacks
import Rules
import Sanitizing

/// The shipped packs that a snapshot has keys for: what `--rules auto` takes.
public struct PackChoice: Sendable, Encodable {
    /// One pack that was taken.
    public struct Chosen: Sendable, Encodable {
        /// Its name.
        public var pack: String
        /// Keys of the kind that only this framework writes; nil for a pack that is always taken.
        public var keys: Int?
    }

    /// The packs, in the order in which they are stacked.
    public var packs: [Chosen]
    /// Keys that were looked at.
    public var keysSeen: Int
    /// Whether these are all keys.
    public var isComplete: Bool

    enum CodingKeys: String, CodingKey {
        case packs
        case keysSeen = "keys_seen"
        case isComplete = "complete"
    }

    /// Looks through the names of the keys of snapshots. Each is read once more after that, so none can be a pipe.
    public static func looking(
        at inputs: [String], _ access: BlobAccess = BlobAccess(),
        progress: (UInt64, UInt64?) throws -> Void = { _, _ in }
    ) throws -> PackChoice {
        var rules: [Rule] = []
        var candidates: [(pack: RulePack, rules: Range<Int>)] = []
        for shipped in RulePacks.all {
            let pack = try shipped.read()
            let start = rules.count
            if case .rules(let ids) = pack.applies { rules += pack.rules.filter { ids.contains($0.id) } }
            candidates.append((pack, start..<rules.count))
        }
        var counts = Array(repeating: 0, count: rules.count)
        var keysSeen = 0
        var isComplete = true
        for input in inputs {
            let scan = try scan(input, access, rules, progress)
            for index in counts.indices { counts[index] += scan.counts[index] }
            keysSeen += scan.keyCount
            isComplete = isComplete && scan.isComplete
        }
        let packs = candidates.compactMap { pack, rules -> Chosen? in
            if pack.applies == .always { return Chosen(pack: pack.name, keys: nil) }
            let keys = counts[rules].reduce(0, +)
            return keys > 0 ? Chosen(pack: pack.name, keys: keys) : nil
        }
        return PackChoice(packs: packs, keysSeen: keysSeen, isComplete: isComplete)
    }

    private static func scan(
        _ input: String, _ access: BlobAccess, _ rules: [Rule], _ progress: (UInt64, UInt64?) throws -> Void
    ) throws -> KeyScan.Result {
        let notTwice = "--rules auto reads the snapshot twice, first to see whose keys are in it, and "
        guard input != "-" else {
            throw RunError(.usage, notTwice + "standard input can be read once; put it into a file, or name the packs")
        }
        let source = try SnapshotFile(input, access, digesting: false)
        guard source.totalByteCount != nil else {
            throw RunError(.usage, notTwice + "\(source.name) is no regular file; put it into one, or name the packs")
        }
        do {
            return try KeyScan.run(source, rules) { try progress($0, source.totalByteCount) }
        } catch let error as ReadError {
            throw RunError(.badData, "\(source.name): \(error)")
        }
    }

    /// The choice in one line.
    public var line: String {
        let names = packs.map { chosen in chosen.keys.map { "\(chosen.pack) (\($0) keys)" } ?? "\(chosen.pack) (always)"
        }
        let seen = isComplete ? "" : "; the first \(keysSeen) keys were looked at"
        return names.joined(separator: ", ") + seen
    }
}
