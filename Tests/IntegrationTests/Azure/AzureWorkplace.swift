import BlobServiceStandIn
import Foundation
import ManagementStandIn

/// A cache and a cluster of the stand-in for Azure Resource Manager, an account of the stand-in for blobs, and the program
/// between the two.
struct AzureWorkplace {
    let blobs: BlobServiceStandIn
    let service: ManagementStandIn
    let folder: TemporaryFolder
    /// Whether storage is got at by an identity, and not by the account's key.
    var usesIdentity = false

    static let group = "/subscriptions/s-1/resourceGroups/rg1/providers/Microsoft.Cache"
    static let cache = "\(group)/redis/cache1"
    static let cluster = "\(group)/redisEnterprise/cache1"

    init(_ change: (inout ManagementScript) -> Void = { _ in }) async throws {
        blobs = try await BlobServiceStandIn()
        blobs.makeContainer("exports")
        blobs.makeContainer("imports")
        var script = ManagementScript()
        script.dumps = [try Self.fixture("sample.rdb")]
        change(&script)
        service = try await ManagementStandIn(blobs, script)
        folder = try TemporaryFolder()
    }

    /// The bytes of a file in `Tests/Fixtures`.
    static func fixture(_ name: String) throws -> [UInt8] {
        let url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Fixtures/\(name)")
        return Array(try Data(contentsOf: url.standardized))
    }

    /// The container, as one writes it: by the account's name, or where an identity shows itself.
    func container(_ name: String = "exports") -> String {
        usesIdentity ? "\(blobs.endpoint)/\(name)" : "az://standin/\(name)"
    }

    /// What the program finds in its environment.
    var environment: [String] {
        MannequinCommand.environment(in: folder)
            + [
                "MANNEQUIN_ARM_ENDPOINT=\(service.endpoint)", "MANNEQUIN_AZURE_IDENTITY=managed-identity",
                "AZURE_POD_IDENTITY_AUTHORITY_HOST=\(service.identityHost)",
            ] + (usesIdentity ? [] : ["AZURE_STORAGE_CONNECTION_STRING=\(blobs.connectionString)"])
    }

    func start(_ arguments: [String]) throws -> ChildProcess {
        try ChildProcess(
            try MannequinCommand.path(), arguments, output: .file(folder.file(".stdout")),
            error: .file(folder.file(".stderr")), environment: environment)
    }

    @discardableResult
    func run(_ arguments: [String]) throws -> MannequinCommand.Outcome {
        MannequinCommand.finish(try start(arguments), in: folder)
    }

    @discardableResult
    func run(_ arguments: String...) throws -> MannequinCommand.Outcome { try run(arguments) }

    /// An export of the cache with its report.
    func export(_ more: String...) throws -> (outcome: MannequinCommand.Outcome, report: ExportDocument?) {
        let outcome = try run(
            ["export", "azure", "--cache", Self.cache, "--to", container(), "--json", "--poll-every", "1s"] + more)
        return (outcome, try? JSONDecoder().decode(ExportDocument.self, from: Data(outcome.output)))
    }

    /// An import with its report.
    func `import`(_ arguments: String...) throws -> (outcome: MannequinCommand.Outcome, report: ImportDocument?) {
        let outcome = try run(["import", "azure", "--json", "--poll-every", "1s"] + arguments)
        return (outcome, try? JSONDecoder().decode(ImportDocument.self, from: Data(outcome.output)))
    }

    /// The answer of a shipped query.
    func answer(_ query: String, _ arguments: String...) throws -> [[String: String?]] {
        let outcome = try run(["catalog", "query", query, "--format", "json"] + arguments)
        let rows = try JSONSerialization.jsonObject(with: Data(outcome.output)) as? [[String: Any]] ?? []
        return rows.map { row in row.mapValues { $0 is NSNull ? nil : "\($0)" } }
    }

    /// All that the program has written down: the catalog's files and what it printed.
    var traces: String {
        let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        return paths.filter { !$0.hasSuffix(".rdb") && !$0.hasSuffix(".key") }
            .map { String(decoding: folder.read($0), as: UTF8.self) }.joined()
    }

    /// All that must not be in there: tokens, signatures of blobs and of poll URLs, the account's key.
    var secrets: [String] {
        let signatures = service.bodies.flatMap { body in
            body.split(whereSeparator: { "&\"?".contains($0) }).filter { $0.hasPrefix("sig=") }
                .map { String($0.dropFirst(4)) }
        }
        return signatures + [
            service.managementToken, service.storageToken, "planted-poll-secret", blobs.settings.key,
            "MIIHhzCCBm-gAwIBAgITHgZ1",
        ]
    }
}

/// What tests read of an export's report.
struct ExportDocument: Decodable {
    struct Blob: Decodable {
        var name: String, type: String, bytes: Int
        var sha256: String?, rdb_version: String?, keys: Int?, snapshot_id: String?, problem: String?
    }
    var operation: OperationDocument, container: String, prefix: String?, blobs: [Blob]
}

/// What tests read of an import's report.
struct ImportDocument: Decodable {
    struct Blob: Decodable {
        var name: String, keys: Int, rdb_version: String
    }
    var operation: OperationDocument, blobs: [Blob]
}

/// What both have.
struct OperationDocument: Decodable {
    struct Row: Decodable {
        var check: String, status: String, sentence: String
    }
    var state: String, resource: String, region: String, sku: String, redis_version: String?, operation: String?
    var service_started: String?, service_ended: String?, code: String?, detail: String, permissions: String
    var signed_with: String, signed_until: String?, request_ids: [String], checks: [Row], notes: [String]
    var catalog: String?, run_id: String?

    /// The status of a check.
    func status(_ check: String) -> String? { checks.first { $0.check == check }?.status }
    /// What a check found.
    func sentence(_ check: String) -> String { checks.first { $0.check == check }?.sentence ?? "" }
}
