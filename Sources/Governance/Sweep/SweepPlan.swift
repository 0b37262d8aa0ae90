import Catalog
public import Foundation

/// What a sweep would delete: exactly these copies, and no others.
public struct SweepPlan: Codable, Sendable {
    /// One copy.
    public struct Item: Codable, Sendable, Equatable {
        /// uids of the copy and its snapshot, and the snapshot's kind.
        public var copy: String, snapshot: String, kind: String
        /// Where it lies, and what tells it from others of its name.
        public var namespace: String, name: String, version: String, identity: String
        /// When its snapshot expired.
        public var expired: String

        init(_ due: DueCopy) {
            copy = due.copy.uid
            snapshot = due.snapshotUID
            kind = due.kind
            namespace = due.place.namespace
            name = due.place.name
            version = due.place.version
            identity = due.place.identity
            expired = Moments.moment(due.expiresMs)
        }
    }

    /// When it was made.
    public var made: String
    /// What it would delete, oldest expiry first.
    public var items: [Item]
    /// SHA-256 of the items, in hexadecimal.
    public var digest: String

    init(made: Int64, items: [Item]) {
        self.made = Moments.moment(made)
        self.items = items
        digest = Self.digest(of: items)
    }

    /// Reads a plan that was printed as JSON. Throws when it is none, or was changed (exit 65).
    public static func read(_ data: Data, file: String) throws(RunError) -> SweepPlan {
        guard let plan = try? JSONDecoder().decode(SweepPlan.self, from: data) else {
            throw RunError(.badData, "\(file): this is no plan; `mannequin sweep --dry-run --json` prints one")
        }
        guard plan.digest == digest(of: plan.items) else {
            throw RunError(.badData, "\(file): the plan was changed: its digest is another. Make a new one")
        }
        return plan
    }

    private static func digest(of items: [Item]) -> String {
        let lines = items.map { item in
            [item.copy, item.snapshot, item.kind, item.namespace, item.name, item.version, item.identity, item.expired]
                .map { "\($0.utf8.count):\($0)" }.joined() + "\n"
        }
        return SHA256.digest(Data(lines.joined().utf8)).hexadecimal
    }
}
