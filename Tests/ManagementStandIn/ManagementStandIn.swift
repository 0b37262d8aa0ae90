public import BlobServiceStandIn
import Foundation
import Synchronization

/// Azure Resource Manager, as far as caches are exported and imported, and the metadata service that gives tokens to it:
/// stand-ins on the loopback interface. No test against them proves anything about Azure itself. Answers begin as the
/// published examples; blobs are written and read with the signatures that were given, at the stand-in for blobs.
public final class ManagementStandIn: Sendable {
    private struct State: Sendable {
        var script: ManagementScript
        var operations: [String: RunningOperation] = [:]
        var requests: [String] = []
        var bodies: [String] = []
        var imported: [[UInt8]] = []
    }

    private let state: Mutex<State>
    private let manager = Mutex<LoopbackServer?>(nil)
    private let identity = Mutex<LoopbackServer?>(nil)
    private let blobs: BlobServiceStandIn
    /// The tokens that are given. Secrets, for tests that look for them.
    public let managementToken: String, storageToken: String

    /// Starts both; `blobs` is where blobs are written without a signature.
    public init(_ blobs: BlobServiceStandIn, _ script: ManagementScript = ManagementScript()) async throws {
        self.blobs = blobs
        state = Mutex(State(script: script))
        managementToken = "planted-management-token-\(UUID().uuidString)"
        storageToken = "planted-storage-token-\(UUID().uuidString)"
        let token = storageToken
        blobs.update { $0.bearerTokens.insert(token) }
        let manager = try await LoopbackServer { [self] in await manage($0) }
        self.manager.withLock { $0 = manager }
        let identity = try await LoopbackServer { [self] in identify($0) }
        self.identity.withLock { $0 = identity }
    }

    /// Where the resource manager answers.
    public var endpoint: String { manager.withLock { $0?.address ?? "" } }
    /// Where the metadata service does.
    public var identityHost: String { identity.withLock { $0?.address ?? "" } }
    /// What goes on, changed.
    public func update(_ body: (inout ManagementScript) -> Void) { state.withLock { body(&$0.script) } }
    /// The requests so far: method and path.
    public var requests: [String] { state.withLock { $0.requests } }
    /// The bodies of requests for an operation. They hold signatures.
    public var bodies: [String] { state.withLock { $0.bodies } }
    /// The bytes of all blobs that were imported.
    public var imported: [[UInt8]] { state.withLock { $0.imported } }
    /// The ids of all operations.
    public var operations: [String] { state.withLock { Array($0.operations.keys) } }

    /// As the metadata service.
    private func identify(_ request: StandInRequest) -> StandInAnswer {
        let failure = state.withLock { state -> Int? in
            state.requests.append("token \(request.path)")
            return state.script.tokenFailures.isEmpty ? nil : state.script.tokenFailures.removeFirst()
        }
        if let failure { return .json(failure, ["error": "not yet"]) }
        guard request.path == "/metadata/identity/oauth2/token", request.headers["metadata"] == "true",
            request.query["api-version"] == "2018-02-01", let resource = request.query["resource"]
        else { return .json(400, ["error": "invalid_request"]) }
        let token = resource == "https://management.azure.com/" ? managementToken : storageToken
        // Numbers as strings, as the service writes them.
        let expires = "\(Int(Date().timeIntervalSince1970) + 86_400)"
        return .json(
            200,
            [
                "access_token": token, "expires_in": "86400", "expires_on": expires, "resource": resource,
                "token_type": "Bearer",
            ])
    }

    /// As the resource manager.
    private func manage(_ request: StandInRequest) async -> StandInAnswer {
        state.withLock { $0.requests.append("\(request.method) \(request.path)") }
        var answer = await answer(request)
        answer.headers["x-ms-request-id"] = UUID().uuidString.lowercased()
        return answer
    }

    private func answer(_ request: StandInRequest) async -> StandInAnswer {
        guard request.headers["authorization"] == "Bearer \(managementToken)" else {
            return .error(401, "InvalidAuthenticationToken", "The access token is invalid.")
        }
        let parts = request.path.split(separator: "/").map { String($0).removingPercentEncoding ?? "" }
        if parts.count > 5, parts.contains("locations"), let id = parts.last {
            return poll(id, request.query["s"] ?? "")
        }
        guard parts.count >= 8, parts[0] == "subscriptions", parts[5] == "Microsoft.Cache" else {
            return .error(404, "InvalidResourceType", "no such type")
        }
        let isEnterprise = parts[6] == "redisEnterprise"
        guard request.query["api-version"] == (isEnterprise ? "2025-07-01" : "2024-11-01") else {
            return .error(400, "InvalidApiVersionParameter", "no such version")
        }
        guard parts[7] == "cache1" else { return .error(404, "ResourceNotFound", "The Resource was not found.") }
        if request.method == "GET" { return resource(parts) }
        guard request.method == "POST", let action = parts.last, ["export", "import"].contains(action) else {
            return .error(405, "MethodNotAllowed", "no")
        }
        return start(action, isEnterprise, request)
    }

    private func resource(_ parts: [String]) -> StandInAnswer {
        let script = state.withLock { $0.script }
        if parts[6] == "redis" {
            var body = Examples.body("RedisCacheCreate")
            var properties = body["properties"] as? [String: Any] ?? [:]
            let sku = script.cacheSKU
            properties["sku"] = ["name": sku.name, "family": sku.family, "capacity": sku.capacity]
            properties["redisVersion"] = script.redisVersion
            properties["provisioningState"] = script.provisioningState
            if script.shards > 0 { properties["shardCount"] = script.shards }
            body["properties"] = properties
            return .json(200, body)
        }
        if parts.count == 10 {
            var body = Examples.body("RedisEnterpriseDatabasesGet")
            var properties = body["properties"] as? [String: Any] ?? [:]
            properties["modules"] = script.modules.map { ["name": $0, "args": "", "version": "1.0.0"] }
            properties["clusteringPolicy"] = script.clusteringPolicy
            properties["redisVersion"] = script.redisVersion
            properties["provisioningState"] = script.provisioningState
            body["properties"] = properties
            return .json(200, body)
        }
        var body = (Examples.body("RedisEnterpriseListByResourceGroup")["value"] as? [[String: Any]])?.first ?? [:]
        body["sku"] = ["name": script.clusterSKU]
        return .json(200, body)
    }

    private func start(_ action: String, _ isEnterprise: Bool, _ request: StandInRequest) -> StandInAnswer {
        let text = String(decoding: request.body, as: UTF8.self)
        let refusal = state.withLock { state -> StandInAnswer? in
            state.bodies.append(text)
            if state.script.lacksRole { return .error(403, "AuthorizationFailed", "The client has no authorization.") }
            if state.script.throttledRequests > 0 {
                state.script.throttledRequests -= 1
                return .error(429, "TooManyRequests", "slow down", ["Retry-After": "0"])
            }
            if let message = state.script.conflict {
                state.script.conflict = nil
                return .error(409, "Conflict", message)
            }
            return nil
        }
        if let refusal { return refusal }
        let body = (try? JSONSerialization.jsonObject(with: Data(request.body)) as? [String: Any]) ?? [:]
        let example = (isEnterprise ? "RedisEnterpriseDatabases" : "RedisCache") + action.capitalized
        let known = Examples.members(example).union(isEnterprise ? [] : ["preferred-data-archive-auth-method"])
        let target = isEnterprise ? ["sasUri", "sasUris"] : ["container", "files"]
        let urls = target.flatMap { body[$0] as? [String] ?? (body[$0] as? String).map { [$0] } ?? [] }
        guard Set(body.keys).isSubset(of: known), !urls.isEmpty, isEnterprise || body["format"] as? String == "RDB"
        else { return .error(400, "InvalidRequestBody", "a member is missing or not known") }
        let isBare = body["preferred-data-archive-auth-method"] as? String == "ManagedIdentity"
        guard isBare || urls.allSatisfy({ Self.isGood($0, action == "export" ? "racwdtm" : "r") }) else {
            return .error(409, "Conflict", "")
        }
        var operation = RunningOperation(
            isExport: action == "export", isEnterprise: isEnterprise, urls: urls,
            prefix: body["prefix"] as? String ?? "")
        let script = state.withLock { $0.script }
        let headers = operation.headers(at: endpoint, script)
        let started = operation
        state.withLock { $0.operations[started.id] = started }
        Task(executorPreference: QueueExecutor()) { [self] in await work(started, script, isBare: isBare) }
        let isLost = state.withLock { state -> Bool in
            guard state.script.lostAnswers > 0 else { return false }
            state.script.lostAnswers -= 1
            return true
        }
        return StandInAnswer(status: 202, headers: script.givesNoURLs ? [:] : headers, isLost: isLost)
    }

    /// Whether a signature has the letters and the window that the service wants.
    private static func isGood(_ url: String, _ letters: String) -> Bool {
        var fields: [String: String] = [:]
        for item in (url.split(separator: "?").last ?? "").split(separator: "&") {
            let halves = item.split(separator: "=", maxSplits: 1).map(String.init)
            if halves.count == 2 { fields[halves[0]] = halves[1].removingPercentEncoding }
        }
        let strategy = Date.ISO8601FormatStyle()
        guard let permissions = fields["sp"], letters.allSatisfy({ permissions.contains($0) }),
            let end = fields["se"].flatMap({ try? Date($0, strategy: strategy) }), end > Date().addingTimeInterval(3600)
        else { return false }
        return (fields["st"].flatMap { try? Date($0, strategy: strategy) }).map { $0 < Date().addingTimeInterval(-900) }
            ?? true
    }

    private func poll(_ id: String, _ ticket: String) -> StandInAnswer {
        let address = endpoint
        return state.withLock { state in
            if state.script.forbidsPolling {
                return .error(403, "AuthorizationFailed", "no read on the location of the subscription")
            }
            guard var operation = state.operations[id], operation.ticket == ticket else {
                return .error(404, "OperationNotFound", "this is not the newest URL of an operation")
            }
            let answer = operation.answer(at: address, state.script)
            state.operations[id] = operation
            return answer
        }
    }

    private func work(_ operation: RunningOperation, _ script: ManagementScript, isBare: Bool) async {
        var outcome = RunningOperation.Outcome.succeeded
        do {
            if operation.isExport {
                for (number, dump) in script.dumps.enumerated() {
                    try await export(dump, number, of: script.dumps.count, operation, isBare: isBare)
                }
            } else if !isBare {
                for url in operation.urls {
                    let bytes = try await StorageUse.read(url)
                    state.withLock { $0.imported.append(bytes) }
                }
            }
        } catch let refusal as StorageUse.Refusal {
            outcome = .failed(code: refusal.code, message: "storage answered \(refusal.status)")
        } catch {
            outcome = .failed(code: "InternalServerError", message: "\(type(of: error))")
        }
        if let failure = script.failure { outcome = .failed(code: failure.code, message: failure.message) }
        let ended = outcome
        state.withLock { $0.operations[operation.id]?.outcome = ended }
    }

    private func export(
        _ dump: [UInt8], _ number: Int, of count: Int, _ operation: RunningOperation, isBare: Bool
    ) async throws {
        if isBare {
            blobs.put(dump, as: operation.prefix, in: "exports", isPageBlob: true)
        } else if operation.isEnterprise {
            let name = "cache1-\(operation.id.prefix(8))-\(number + 1)_of_\(count).rdb.gz"
            try await StorageUse.writeBlock(
                PackedDump.gzip(dump), to: StorageUse.blob(name, in: operation.urls[0]))
        } else {
            try await StorageUse.writePages(dump, to: StorageUse.blob(operation.prefix, in: operation.urls[0]))
        }
    }
}
