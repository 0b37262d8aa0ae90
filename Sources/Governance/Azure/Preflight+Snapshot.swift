import AzureManagement
import BlobStorage
import RedisDump
import RedisLive
import Sanitizing

/// A blob that is going to be imported, and what is in it.
struct ImportedBlob: Sendable {
    /// Its address without credentials.
    var name: String
    var facts: BlobFacts
    var inspection: Inspection
    var sha256: String
    var byteCount: UInt64
    /// What the catalog knows it as, and where that says it is from.
    var kind: String?, source: String?
}

extension Preflight {
    /// Whether the target reads the version of each blob.
    static func rdbVersion(_ blobs: [ImportedBlob], _ facts: CacheFacts) -> PreflightRow {
        let check = "rdb-version"
        let versions = Set(blobs.map(\.inspection.header.text)).sorted().joined(separator: ", ")
        if let blob = blobs.first(where: { $0.inspection.header.family == .valkey }) {
            return .stop(check, "\(blob.name) was written by Valkey; the service runs Redis", .badData)
        }
        guard let version = facts.redisVersion, let newest = ServerRelease.rdbVersion(ofRedis: version) else {
            return PreflightRow(
                check, .warning,
                "\(versions); which versions the target reads is not known (Redis \(facts.redisVersion ?? "?"))")
        }
        if let blob = blobs.first(where: { $0.inspection.header.version > newest }) {
            let version = blob.inspection.header.version
            return .stop(
                check,
                "\(blob.name) has RDB version \(version), which \(ServerRelease.release(of: version)) brought; the target runs "
                    + "Redis \(facts.redisVersion ?? "") and reads up to \(newest)", .badData)
        }
        return PreflightRow(check, .ok, "\(versions); Redis \(version) reads up to version \(newest)")
    }

    /// Whether the target has the modules of each value, by their types.
    static func modules(_ blobs: [ImportedBlob], _ facts: CacheFacts, of resource: CacheResource) -> PreflightRow {
        let check = "modules"
        let types = Set(blobs.flatMap(\.inspection.modules).map(\.name))
        guard !types.isEmpty else { return PreflightRow(check, .ok, "no values of modules") }
        guard resource.provider == .enterprise else {
            return .stop(
                check, "there are values of modules (\(types.sorted().joined(separator: ", "))); the target has none",
                .badData)
        }
        let present = Set(facts.modules.map { $0.lowercased() })
        var missing: Set<String> = []
        var unknown: Set<String> = []
        for type in types {
            if let module = ModuleOfType.name(type) {
                if !present.contains(module.lowercased()) { missing.insert(module) }
            } else {
                unknown.insert(type)
            }
        }
        if !missing.isEmpty {
            return .stop(
                check,
                "the target lacks \(missing.sorted().joined(separator: ", ")); modules are chosen when a database is made",
                .badData)
        }
        guard unknown.isEmpty else {
            return .stop(
                check,
                "which module \(unknown.sorted().joined(separator: ", ")) is of is not known; none of the service's is",
                .badData)
        }
        return PreflightRow(check, .ok, "the target has \(facts.modules.sorted().joined(separator: ", "))")
    }

    /// Whether the target has the databases of each blob: shards have the first alone.
    static func databases(_ blobs: [ImportedBlob], _ facts: CacheFacts) -> PreflightRow {
        let check = "databases"
        let numbers = Set(blobs.flatMap(\.inspection.databases).filter { $0.count.keys > 0 }.map(\.number))
        let others = numbers.filter { $0 > 0 }.sorted().map(String.init).joined(separator: ", ")
        guard !others.isEmpty else { return PreflightRow(check, .ok, "database 0 alone") }
        guard facts.isClustered else {
            return PreflightRow(
                check, .warning,
                "keys in databases \(others); those above the target's limit are dropped by the service")
        }
        return .stop(check, "keys in databases \(others), which the service drops: the target is clustered", .badData)
    }

    /// Bytes of memory for a byte in the file, as a rule of thumb: pointers, tables and headers come back.
    static let memoryFactor: UInt64 = 3

    /// Whether the data is going to fit.
    static func memory(_ blobs: [ImportedBlob], _ facts: CacheFacts) -> PreflightRow {
        let check = "memory"
        let payload = blobs.reduce(UInt64(0)) { $0 &+ $1.inspection.byteCount }
        let stated = blobs.reduce(UInt64(0)) { $0 &+ UInt64(max(0, $1.inspection.server.usedMemory ?? 0)) }
        let (grown, isTooLarge) = payload.multipliedReportingOverflow(by: memoryFactor)
        let estimate = max(isTooLarge ? .max : grown, stated)
        let how = "about \(mebibytes(estimate)) MiB (\(memoryFactor) times the file, or what its server had allocated)"
        guard let size = SKUMemory.byteCount(of: facts) else {
            return PreflightRow(check, .warning, "\(how); the size of \(facts.sku) is not in our table")
        }
        let room = "\(facts.sku) has \(mebibytes(size)) MiB"
        if estimate > size { return .stop(check, "\(how); \(room)", .cannotCreate) }
        if estimate > size / 10 * 8 {
            return PreflightRow(check, .warning, "\(how); \(room), a fifth of which the service keeps for itself")
        }
        return PreflightRow(check, .ok, "\(how); \(room)")
    }

    /// Whether the service takes blobs of this type.
    static func blobType(_ blobs: [ImportedBlob]) -> PreflightRow {
        if let blob = blobs.first(where: { ![.block, .page].contains($0.facts.kind) }) {
            return .stop("blob-type", "\(blob.name) is no block or page blob", .badData)
        }
        return PreflightRow("blob-type", .ok, "block or page blobs")
    }

    /// Whether data goes this way: what Enterprise tiers and Managed Redis export, no cache of the older tiers imports.
    static func direction(_ blobs: [ImportedBlob], to resource: CacheResource) -> PreflightRow {
        let check = "direction"
        guard resource.provider == .cache else {
            return PreflightRow(check, .ok, "Managed Redis and Enterprise import what any tier exports")
        }
        if let blob = blobs.first(where: {
            $0.inspection.envelope.contains(.gzip) || ($0.source ?? "").contains("/redisEnterprise/")
        }) {
            return .stop(
                check,
                "\(blob.name) is an export of Enterprise or Managed Redis (it is gzipped, or the catalog says so), which "
                    + "Azure Cache for Redis does not import", .badData)
        }
        return PreflightRow(check, .ok, "nothing says that it is an export of Enterprise or Managed Redis")
    }

    /// Whether each is known to be sanitized, as loading asks for, too. Raw ones pass where production moves to another place.
    static func provenance(_ blobs: [ImportedBlob], allowsUnknown: Bool, allowsRaw: Bool) -> PreflightRow {
        let check = "provenance"
        if let raw = blobs.first(where: { $0.kind == "raw" }) {
            guard allowsRaw else {
                return .stop(
                    check,
                    "\(raw.name) is a raw snapshot, as the catalog knows; sanitize it, and import the result. Where production "
                        + "data moves to another place of production, give --allow-raw", .notAllowed)
            }
            return PreflightRow(check, .warning, "\(raw.name) is raw: whoever reads the target reads production data")
        }
        guard let unknown = blobs.first(where: { $0.kind == nil }) else {
            return PreflightRow(check, .ok, "the catalog knows all as sanitized")
        }
        guard allowsUnknown else {
            return .stop(
                check,
                "only what is known to be sanitized is imported, and \(unknown.name) is not known; give --allow-unknown when "
                    + "you know it is", .notAllowed)
        }
        return PreflightRow(check, .warning, "\(unknown.name) is not known to be sanitized")
    }

    private static func mebibytes(_ count: UInt64) -> UInt64 { (count >> 20) + (count & 0xFFFFF == 0 ? 0 : 1) }
}

/// Which module writes values of a type, for the modules that the service has.
enum ModuleOfType {
    private static let names: [String: String] = [
        "ReJSON-RL": "RedisJSON",
        "MBbloom--": "RedisBloom", "MBbloomCF": "RedisBloom", "CMSk-TYPE": "RedisBloom", "TopK-TYPE": "RedisBloom",
        "TDIS-TYPE": "RedisBloom",
        "TSDB-TYPE": "RedisTimeSeries",
        "ft_index0": "RediSearch", "ft_invidx": "RediSearch", "numericdx": "RediSearch", "scdtype00": "RediSearch",
        "trietype0": "RediSearch",
    ]

    /// The module of a type; nil for others.
    static func name(_ type: String) -> String? { names[type] }
}
