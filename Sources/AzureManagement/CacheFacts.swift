import Foundation

/// What Azure Resource Manager says about a cache, or a cluster and one of its databases.
package struct CacheFacts: Sendable, Equatable {
    /// The region.
    package var location = ""
    /// Name and size: `Premium P1`, `Balanced_B5`.
    package var sku = ""
    /// How many units of the SKU: shards of a clustered cache, capacity of an Enterprise cluster; 1 where it does not say.
    package var units = 1
    /// `6.0.14`, `7.4`; nil where it does not say.
    package var redisVersion: String?
    /// `Succeeded` when nothing is going on.
    package var provisioningState = ""
    /// `Running`, where it says so.
    package var resourceState: String?
    /// Whether it is of several shards.
    package var isClustered = false
    /// Modules by name, of a database of a cluster.
    package var modules: [String] = []
    /// Under which ids the service logged the questions.
    package var requestIDs: [String] = []

    /// Nothing is known.
    package init() {}

    /// Takes in what is said of a cache.
    mutating func note(cache document: Document) {
        location = document.location ?? ""
        let properties = document.properties
        let size = properties?.sku ?? document.sku
        sku = "\(size?.name ?? "") \(size?.family ?? "")\(size?.capacity.map(String.init) ?? "")"
            .trimmingCharacters(in: .whitespaces)
        let shards = properties?.shardCount ?? 0
        units = max(1, shards)
        isClustered = shards > 0
        redisVersion = properties?.redisVersion
        provisioningState = properties?.provisioningState ?? ""
    }

    /// Takes in what is said of a cluster.
    mutating func note(cluster document: Document) {
        location = document.location ?? ""
        sku = document.sku?.name ?? ""
        units = max(1, document.sku?.capacity ?? 1)
        redisVersion = document.properties?.redisVersion
        provisioningState = document.properties?.provisioningState ?? ""
        resourceState = document.properties?.resourceState
    }

    /// Takes in what is said of a database of a cluster. What is going on with either counts.
    mutating func note(database document: Document) {
        guard let properties = document.properties else { return }
        if provisioningState == "Succeeded" { provisioningState = properties.provisioningState ?? provisioningState }
        if resourceState == nil || resourceState == "Running" {
            resourceState = properties.resourceState ?? resourceState
        }
        redisVersion = properties.redisVersion ?? redisVersion
        // With the policy NoCluster there is one shard, and databases with numbers.
        isClustered = properties.clusteringPolicy.map { $0 != "NoCluster" } ?? true
        modules = (properties.modules ?? []).compactMap(\.name)
    }

    /// The members that are read; there are many more.
    struct Document: Decodable {
        struct SKU: Decodable {
            var name: String?, family: String?, capacity: Int?
        }
        struct Module: Decodable {
            var name: String?
        }
        struct Properties: Decodable {
            var sku: SKU?, shardCount: Int?, redisVersion: String?, provisioningState: String?, resourceState: String?
            var clusteringPolicy: String?, modules: [Module]?
        }
        var location: String?, sku: SKU?, properties: Properties?
    }
}
