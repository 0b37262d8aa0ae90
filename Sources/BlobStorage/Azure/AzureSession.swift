import Foundation

/// Requests to a service of Azure other than blobs, with tokens of whoever the environment names.
package enum AzureSession {
    /// Sends requests that show a token for `resource`, and reads failures as Azure Resource Manager writes them.
    ///
    /// Throws ``BlobError`` when the environment names no identity, or a wrong one.
    package static func executor(
        for resource: String, environment: [String: String]
    ) throws -> HTTPExecutor {
        let tokens = try AzureTokens.found(in: environment).cache(for: resource)
        var executor = HTTPExecutor(concurrency: 4) { draft, _ in
            if draft[header: "x-ms-client-request-id"] == nil {
                draft[header: "x-ms-client-request-id"] = UUID().uuidString.lowercased()
            }
            try await AzureCredential.bearer(tokens).authorize(&draft)
        }
        executor.dialect = .management
        return executor
    }

    /// What is asked for a token to the resource manager of the public cloud.
    package static let publicManagement = "https://management.azure.com/"

    /// Whether a host is this machine.
    package static func isLoopback(_ authority: String) -> Bool {
        ["127.0.0.1", "localhost", "[::1]"].contains { authority == $0 || authority.hasPrefix("\($0):") }
    }
}

extension HTTPDraft.Target {
    /// A URL with a query, which is a secret from here on; nil for what is no URL of a web service.
    package init?(signedURL text: String) {
        let halves = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let head = halves.first, let target = HTTPDraft.Target(endpoint: head) else { return nil }
        self = target
        secretQuery = halves.count > 1 ? halves[1] : ""
    }
}
