import AzureManagement
import BlobStorage
import Catalog
import Foundation

/// What is looked at before a service is asked, from facts alone: what is known of the resource, of a signature and of blobs
/// comes in, rows come out.
enum Preflight {
    /// Whether the resource is there, and at nothing else.
    static func state(of facts: CacheFacts) -> PreflightRow {
        let states = [facts.provisioningState, facts.resourceState ?? ""].filter { !$0.isEmpty }
            .joined(separator: ", ")
        let version = facts.redisVersion.map { "Redis \($0)" } ?? "no version stated"
        guard facts.provisioningState == "Succeeded", (facts.resourceState ?? "Running") == "Running" else {
            return .stop("resource", "it is at something else (\(states)); try again when it is running", .tryAgain)
        }
        return PreflightRow("resource", .ok, "\(facts.sku) in \(facts.location), \(version), \(states)")
    }

    /// What is wrong with looking the resource up.
    static func unreachable(_ error: BlobError) -> PreflightRow {
        .stop("resource", error.description, RunError(blob: error).status)
    }

    /// Whether its tier can export and import at all.
    static func tier(_ facts: CacheFacts, of resource: CacheResource) -> PreflightRow {
        let name = facts.sku.split(separator: " ").first ?? ""
        if resource.provider == .cache, ["Basic", "Standard"].contains(name) {
            return .stop("tier", "\(name) caches cannot export or import; scale it to Premium", .badConfiguration)
        }
        return PreflightRow("tier", .ok, "\(name.isEmpty ? "the tier" : name) can export and import")
    }

    /// Whether a signature has the letters and the window that the service asks for.
    static func signature(_ access: SharedAccess, needs letters: String, at now: Date) -> PreflightRow {
        guard access.origin != .managedIdentity else {
            return PreflightRow(
                "signature", .ok,
                "none: the cache's own identity is used, which needs Storage Blob Data Contributor on the account")
        }
        let missing = letters.filter { !access.permissions.contains($0) }
        guard missing.isEmpty else {
            return .stop(
                "signature", "the SAS lacks the letters \(missing); the service needs \(letters)", .notAllowed)
        }
        let window = access.expiry.map { "until \(moment($0))" } ?? "without an end of its own"
        if let expiry = access.expiry, expiry < now.addingTimeInterval(3600) {
            return .stop(
                "signature", "the SAS is good \(window); the service wants an hour to be left of it", .notAllowed)
        }
        if let start = access.start, start > now.addingTimeInterval(-900) {
            return .stop(
                "signature",
                "the SAS begins at \(moment(start)); the service wants that to be 15 minutes ago, or leave st out",
                .notAllowed)
        }
        guard access.expiry != nil else {
            return PreflightRow("signature", .warning, "the SAS says no end; its stored policy has to have one")
        }
        return PreflightRow(
            "signature", .ok, "\(access.permissions) \(window), made with: \(access.origin.rawValue)")
    }

    /// What the data plane of storage cannot see.
    static let accountKind = PreflightRow(
        "account-kind", .notChecked,
        "accounts with a hierarchical namespace, of the kind BlobStorage, or of another region than the cache are refused by "
            + "the service, which cannot be seen from here")

    static func moment(_ date: Date) -> String { Moments.moment(Int64(date.timeIntervalSince1970 * 1000)) }
}
