import BlobStorage
import Testing

@testable import AzureManagement

/// Ids of caches and clusters.
@Suite struct CacheResourceTests {
    private static let group = "/subscriptions/s-1/resourceGroups/rg.1/providers/Microsoft.Cache"

    @Test func `a cache and a cluster are read in any case, and written in one`() throws {
        let cache = try CacheResource("/SUBSCRIPTIONS/s-1/resourcegroups/rg.1/providers/microsoft.cache/Redis/cart")
        #expect(cache.id == "\(Self.group)/redis/cart")
        #expect(cache.database == nil)
        let cluster = try CacheResource("\(Self.group)/redisenterprise/cart")
        #expect(cluster.id == "\(Self.group)/redisEnterprise/cart/databases/default")
        #expect(try CacheResource("\(Self.group)/redisEnterprise/cart", database: "two").database == "two")
        #expect(try CacheResource("\(Self.group)/redisEnterprise/cart/databases/two").database == "two")
    }

    @Test(arguments: [
        "", "/", "cart", "/subscriptions/s", "/subscriptions/s/resourceGroups/g/providers/Microsoft.Cache/redis",
        "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/redis/cart",
        "/subscriptions/s/resourceGroups/g/providers/Microsoft.Cache/valkey/cart",
        "/subscriptions/s/resourceGroups/../providers/Microsoft.Cache/redis/cart",
        "/subscriptions/s/resourceGroups/g/providers/Microsoft.Cache/redis/ca?rt",
        "/subscriptions/s/resourceGroups/g/providers/Microsoft.Cache/redis/cart/databases/a",
        "/subscriptions/s/resourceGroups/g/providers/Microsoft.Cache/redisEnterprise/cart/databases",
        "//subscriptions/s/resourceGroups/g/providers/Microsoft.Cache/redis/",
    ]) func `what is no id is refused`(_ text: String) {
        #expect(throws: BlobError.self) { try CacheResource(text) }
    }

    @Test func `two names of a database, or one for a cache, are refused`() {
        #expect(throws: BlobError.self) {
            try CacheResource("\(Self.group)/redisEnterprise/cart/databases/a", database: "b")
        }
        #expect(throws: BlobError.self) { try CacheResource("\(Self.group)/redis/cart", database: "b") }
    }
}
