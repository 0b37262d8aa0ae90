import GRDB

extension EventLog {
    /// The latest version of a policy.
    public func policy(named name: String) throws -> RetentionPolicy {
        guard
            let policy = try RetentionPolicy.fetchOne(
                database, sql: "SELECT * FROM policy WHERE name = ? ORDER BY version DESC LIMIT 1", arguments: [name])
        else {
            throw CatalogError(
                .unknown, "there is no retention policy \(name); `mannequin catalog policy list` shows those there are")
        }
        return policy
    }

    /// Records a policy as the next version of its name, unless it says what the last version says. Returns the version
    /// that counts from now on, and whether it is new.
    public func set(_ policy: RetentionPolicy) throws -> (policy: RetentionPolicy, isNew: Bool) {
        let last = try RetentionPolicy.fetchOne(
            database, sql: "SELECT * FROM policy WHERE name = ? ORDER BY version DESC LIMIT 1", arguments: [policy.name]
        )
        if let last, last.saysSame(as: policy) { return (last, false) }
        if let last, last.applies != policy.applies {
            throw CatalogError(
                .refused, "\(last.title) is for \(last.applies) snapshots; a new version is for the same")
        }
        var next = policy
        next.version = (last?.version ?? 0) + 1
        return try record(.policySet, detail: "policy \(next.title)") { rows in (try rows.insert(next), true) }
    }
}

extension RetentionPolicy {
    /// Whether two versions mean the same.
    func saysSame(as other: RetentionPolicy) -> Bool {
        applies == other.applies && keepMs == other.keepMs && countsFrom == other.countsFrom
            && ceilingMs == other.ceilingMs && extensions == other.extensions
            && freeExtensions == other.freeExtensions && cascade == other.cascade
    }
}
