/// How long somebody wants a snapshot to live.
public enum ExpiryWish: Sendable, Equatable {
    /// As long as the policy says.
    case policy
    /// So many ms from now.
    case relative(Int64)
    /// Until a moment, in ms since 1970.
    case absolute(Int64)
}

/// A wish that became a moment, with the reason in words.
public struct ResolvedExpiry: Sendable, Equatable {
    /// The moment, in ms since 1970.
    public var moment: Int64
    /// What it was resolved from, as in the column `basis`.
    public var basis: String
    /// Why this moment.
    public var reason: String
}

extension RetentionPolicy {
    /// The name that people see.
    public var title: String { "\(name) v\(version)" }

    /// The moment from which the policy counts. No snapshot was taken after it was registered: the clock of a file that
    /// says so is wrong, and does not let it live longer.
    public func start(taken: Int64, registered: Int64) -> Int64 {
        countsFrom == "taken" ? min(taken, registered) : registered
    }

    /// The last moment a snapshot may live to, extensions included.
    public func ceiling(taken: Int64, registered: Int64) -> Int64 {
        Moments.sum(start(taken: taken, registered: registered), ceilingMs)
    }

    /// Turns a wish into a moment. `parentExpiry` is when what it was made from expires.
    ///
    /// Throws ``CatalogError/Code/refused`` for a moment beyond the ceiling, and for a wish that is over already.
    public func resolve(
        _ wish: ExpiryWish, taken: Int64, registered: Int64, parentExpiry: Int64? = nil
    ) throws(CatalogError) -> ResolvedExpiry {
        var resolved: ResolvedExpiry
        switch wish {
        case .policy:
            resolved = ResolvedExpiry(
                moment: Moments.sum(start(taken: taken, registered: registered), keepMs), basis: "policy",
                reason: "\(title) keeps a \(applies) snapshot \(Moments.text(keepMs)) from when it was \(countsFrom)")
        case .relative(let span):
            resolved = ResolvedExpiry(
                moment: Moments.sum(registered, span), basis: "relative",
                reason: "\(Moments.text(span)) from its registration, as was asked for")
        case .absolute(let moment):
            resolved = ResolvedExpiry(moment: moment, basis: "absolute", reason: "the moment that was asked for")
        }
        guard wish == .policy || resolved.moment > registered else {
            throw CatalogError(.refused, "\(Moments.moment(resolved.moment)) is over already")
        }
        let ceiling = ceiling(taken: taken, registered: registered)
        guard resolved.moment <= ceiling else {
            throw CatalogError(
                .refused,
                "\(Moments.moment(resolved.moment)) is beyond what \(title) allows, \(Moments.moment(ceiling)); ask for less, or "
                    + "take another --policy")
        }
        if cascade == "with-parent", let parentExpiry, parentExpiry < resolved.moment {
            resolved = ResolvedExpiry(
                moment: parentExpiry, basis: "parent",
                reason: "\(title) lets it live no longer than what it was made from")
        }
        return resolved
    }
}
