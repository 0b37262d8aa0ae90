import BlobStorage

/// A cache or cluster of Azure, by its id in Azure Resource Manager.
///
/// | written | means |
/// | --- | --- |
/// | `/subscriptions/S/resourceGroups/G/providers/Microsoft.Cache/redis/NAME` | Azure Cache for Redis |
/// | `/subscriptions/S/resourceGroups/G/providers/Microsoft.Cache/redisEnterprise/NAME` | Azure Managed Redis, or Enterprise |
/// | the latter with `/databases/NAME` | one database of it; `default` without |
public struct CacheResource: Sendable, Equatable {
    /// What provides it.
    public enum Provider: String, Sendable, Codable {
        /// Azure Cache for Redis: Basic, Standard and Premium.
        case cache = "redis"
        /// Azure Managed Redis, and the Enterprise tiers.
        case enterprise = "redisEnterprise"
    }

    /// What provides it.
    public let provider: Provider
    /// The subscription.
    public let subscription: String
    /// The resource group.
    public let group: String
    /// The name of the cache or cluster.
    public let name: String
    /// The database of a cluster; nil for a cache.
    public let database: String?

    /// Reads an id; the types in it in any case, as Azure does. Throws ``BlobError`` for what is none.
    public init(_ text: String, database: String? = nil) throws {
        let parts = text.split(separator: "/").map(String.init)
        let fixed = [0: "subscriptions", 2: "resourcegroups", 4: "providers", 5: "microsoft.cache"]
        guard text.hasPrefix("/"), parts.count >= 8, fixed.allSatisfy({ parts[$0.key].lowercased() == $0.value }),
            let provider = [Provider.cache, .enterprise]
                .first(where: { $0.rawValue.lowercased() == parts[6].lowercased() })
        else { throw Self.wrong(text) }
        self.provider = provider
        (subscription, group, name) = (parts[1], parts[3], parts[7])
        var stated: String?
        if provider == .enterprise, parts.count == 10, parts[8].lowercased() == "databases" {
            stated = parts[9]
        } else if parts.count != 8 {
            throw Self.wrong(text)
        }
        guard stated == nil || database == nil || stated == database else {
            throw BlobError(.refused, text, "the id names one database and --database another")
        }
        guard provider == .enterprise || database == nil else {
            throw BlobError(.refused, text, "a cache of this kind has no databases with names; leave --database out")
        }
        self.database = provider == .enterprise ? stated ?? database ?? "default" : nil
        guard ([subscription, group, name] + [self.database].compactMap { $0 }).allSatisfy(Self.isName) else {
            throw Self.wrong(text)
        }
    }

    /// The id of the cache or cluster.
    public var path: String {
        "/subscriptions/\(subscription)/resourceGroups/\(group)/providers/Microsoft.Cache/\(provider.rawValue)/\(name)"
    }

    /// The id of what is exported and imported: the cache, or the database of the cluster.
    public var id: String { database.map { "\(path)/databases/\($0)" } ?? path }

    /// What resource groups and names may be made of, and nothing that a path could be changed with.
    private static func isName(_ text: String) -> Bool {
        !text.isEmpty && text.count <= 90
            && text.unicodeScalars.allSatisfy { scalar in
                scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                    || "-_.()".unicodeScalars.contains(scalar)
            } && text != "." && text != ".."
    }

    private static func wrong(_ text: String) -> BlobError {
        BlobError(
            .refused, text,
            "this is no id of a cache or cluster; write /subscriptions/…/resourceGroups/…/providers/Microsoft.Cache/redis/NAME "
                + "or …/redisEnterprise/NAME (`az resource list` shows them)")
    }
}
