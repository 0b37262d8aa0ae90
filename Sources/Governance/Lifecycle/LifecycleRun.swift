import BlobStorage
public import Catalog
import Foundation

/// One run of `mannequin catalog lifecycle-policy`: rules by which Azure itself deletes what a sweep should have deleted.
public struct LifecycleRun: Sendable {
    /// `az://account/container`, or their URLs; all that the catalog knows of one account where there are none.
    public var containers: [String] = []
    /// After how many days, in the place of what the expiries say.
    public var days: Int?
    /// How blobs are got at.
    public var access = BlobAccess()
    /// Whether the service is asked of which type each copy is, and when it was changed.
    public var asksService = true

    /// A run.
    public init() {}

    /// The policy, and what somebody has to know about it.
    public struct Outcome: Sendable {
        /// The policy.
        public var policy: LifecyclePolicy
        /// What it does not do, a line each.
        public var warnings: [String]
    }

    /// Runs.
    public func run(in catalog: Catalog) throws -> Outcome {
        let wanted = try namespaces()
        var copies: [KeptCopy] = []
        do { copies = try catalog.kept(kind: "azure-blob") } catch { throw RunError(error) }
        copies = copies.filter { wanted.isEmpty || wanted.contains($0.place.namespace) }
        try requireOneAccount(copies)
        var warnings = [
            "lifecycle rules do not delete page blobs, which exports of Premium caches are; only a sweep does"
        ]
        var known: [LifecycleCopy] = []
        var unseen = 0
        for copy in copies {
            guard let address = BlobAddress(namespace: copy.place.namespace, name: copy.place.name) else { continue }
            let facts = look(at: address)
            if facts == nil { unseen += 1 }
            if facts?.kind == .page {
                warnings.append("\(address.shown) is a page blob: no rule reaches it")
                continue
            }
            known.append(Self.copy(copy, address, facts))
        }
        if unseen > 0 {
            warnings.append(
                "\(unseen) of \(copies.count) known copies were not looked at: they may be page blobs, and their days count "
                    + "from when they were taken")
        }
        let result = try LifecycleRules.of(known, days: days)
        for rule in result.policy.rules {
            let prefixes = rule.definition.filters.prefixMatch.joined(separator: ", ")
            warnings.append(
                "\(prefixes): all block blobs that begin so are deleted, whether the catalog knows them or not")
        }
        return Outcome(policy: result.policy, warnings: warnings + result.warnings)
    }

    private func namespaces() throws -> [String] {
        try containers.map { text in
            let address: BlobAddress?
            do { address = try BlobAddress(text, isContainer: true) } catch { throw RunError(.usage, "\(error)") }
            guard let address, address.kind == "azure-blob" else {
                throw RunError(.usage, "\(text) is no container of Azure; write az://account/container")
            }
            return address.namespace
        }
    }

    /// A policy is of one account.
    private func requireOneAccount(_ copies: [KeptCopy]) throws {
        let accounts = Set(copies.map { Self.account(of: $0.place.namespace) }).sorted()
        guard accounts.count > 1 else { return }
        throw RunError(
            .usage,
            "a policy is for one account, and there are copies in \(accounts.joined(separator: ", ")); name containers of one "
                + "by --container")
    }

    /// The part of a location that is behind the container (`wasbs://container@account…`), or before it.
    private static func account(of namespace: String) -> String {
        if let at = namespace.firstIndex(of: "@") { return String(namespace[namespace.index(after: at)...]) }
        return namespace.lastIndex(of: "/").map { String(namespace[..<$0]) } ?? namespace
    }

    private func look(at address: BlobAddress) -> BlobFacts? {
        guard asksService, let store = try? access.store(of: address) else { return nil }
        return try? Blocking.wait { try await store.head(address.id) }
    }

    /// Where nobody saw when the blob was changed, it is not later than it became known here, and no earlier than its
    /// snapshot was taken: the earlier of both never makes a rule too early.
    private static func copy(_ copy: KeptCopy, _ address: BlobAddress, _ facts: BlobFacts?) -> LifecycleCopy {
        let isOurs = copy.place.identity.hasPrefix(BlobPlace.markPrefix)
        let assumed = isOurs ? copy.createdMs : min(copy.takenMs, copy.createdMs)
        let modified = facts?.modified.map { Int64($0.timeIntervalSince1970 * 1000) }
        let container = address.containerShown.split(separator: "/").last.map(String.init) ?? ""
        return LifecycleCopy(
            path: "\(container)/\(address.name)", modifiedMs: modified ?? assumed, expiresMs: copy.expiresMs,
            isHeld: copy.isHeld)
    }
}
