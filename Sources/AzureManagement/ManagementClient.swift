package import BlobStorage
import Foundation

/// Asks Azure Resource Manager about caches, and to export and import.
package struct ManagementClient: Sendable {
    private let endpoint: ManagementEndpoint
    private let executor: HTTPExecutor
    private let resource: CacheResource

    /// A client for one resource, with the identity that the environment names. Throws ``BlobError``.
    package init(_ resource: CacheResource, environment: [String: String]) throws {
        self.resource = resource
        endpoint = try ManagementEndpoint(environment: environment)
        executor = try AzureSession.executor(for: endpoint.tokenResource, environment: environment)
    }

    /// What is known of the resource. Throws ``BlobError/Code/absent`` when there is none.
    package func facts() async throws -> CacheFacts {
        var facts = CacheFacts()
        switch resource.provider {
        case .cache: facts.note(cache: try await document(resource.path, &facts))
        case .enterprise:
            facts.note(cluster: try await document(resource.path, &facts))
            facts.note(database: try await document(resource.id, &facts))
        }
        return facts
    }

    /// Sends the request once: it is repeated only when the service said that it did not take it.
    package func start(_ request: CacheRequest) async throws -> HTTPReply {
        let version = CacheRequest.apiVersion(of: resource.provider)
        var draft = HTTPDraft(
            "POST", endpoint.target("\(resource.id)/\(request.action)", version: version),
            verb: "asking for the \(request.action)", place: resource.id)
        draft.body = try request.body(for: resource.provider)
        draft[header: "content-type"] = "application/json"
        return try await executor.send(draft, accepting: [200, 202, 204], isRepeatable: false)
    }

    /// Asks how far an operation is, at a URL that the service gave.
    package func ask(_ target: HTTPDraft.Target) async throws -> HTTPReply {
        let draft = HTTPDraft("GET", target, verb: "asking how far it is", place: resource.id)
        return try await executor.send(draft, accepting: [200, 201, 202, 204])
    }

    /// Whether the token may be shown to the host of a URL that the service gave.
    package func mayAsk(_ target: HTTPDraft.Target) -> Bool { endpoint.mayBeAsked(target) }

    private func document(_ path: String, _ facts: inout CacheFacts) async throws -> CacheFacts.Document {
        let version = CacheRequest.apiVersion(of: resource.provider)
        let draft = HTTPDraft("GET", endpoint.target(path, version: version), verb: "looking it up", place: path)
        let reply = try await executor.send(draft)
        if let id = reply[header: "x-ms-request-id"] { facts.requestIDs.append(id) }
        guard let document = try? JSONDecoder().decode(CacheFacts.Document.self, from: Data(reply.body)) else {
            throw BlobError(.damaged, path, "looking it up failed: the answer is no resource")
        }
        return document
    }
}
