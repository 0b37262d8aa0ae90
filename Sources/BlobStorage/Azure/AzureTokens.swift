import Foundation

/// Gets tokens for an identity.
struct AzureTokens: Sendable {
    private let identity: AzureIdentity
    private let executor: HTTPExecutor
    private let path: String

    /// `path` is where programs are looked for.
    init(_ identity: AzureIdentity, path: String) {
        self.identity = identity
        self.path = path
        // The metadata service may take more than a minute to come back after an update of the machine.
        var executor = HTTPExecutor(concurrency: 1) { _, _ in }
        executor.retry = RetryPolicy(attempts: 7, first: .milliseconds(1600), longest: .seconds(40))
        executor.timeoutInSeconds = 30
        executor.dialect = .identity
        self.executor = executor
    }

    /// Of the identity that the environment names.
    static func found(in environment: [String: String]) throws -> AzureTokens {
        let identity = try AzureIdentity.found(in: environment, choice: environment["MANNEQUIN_AZURE_IDENTITY"])
        return AzureTokens(identity, path: environment["PATH"] ?? "/usr/bin:/bin")
    }

    /// A cache that gets tokens of this identity for a service.
    func cache(for resource: String = AzureProtocol.tokenResource) -> TokenCache {
        TokenCache(source: identity.description) { try await token(resource: resource) }
    }

    private func token(resource: String) async throws -> TokenCache.Token {
        if identity == .commandLine {
            return try await AzureCommandLine(path: path).token(resource: resource)
        }
        guard let draft = try request(resource, challenge: nil) else { throw wrong("its endpoint is no URL") }
        var reply = try await executor.send(draft, accepting: [200, 400, 401, 403])
        if reply.status == 401, case .arc = identity {
            guard let again = try request(resource, challenge: try Self.arcSecret(reply)) else {
                throw wrong("its endpoint is no URL")
            }
            reply = try await executor.send(again, accepting: [200, 400, 401, 403])
        }
        guard reply.status == 200 else { throw refused(reply) }
        return try Self.parsed(reply.body, now: Date()) ?? { throw wrong("the answer holds no token") }()
    }

    private func request(_ resource: String, challenge: String?) throws -> HTTPDraft? {
        guard case .workload(_, _, _, let file) = identity else {
            return identity.request(resource: resource, challenge: challenge)
        }
        // Read each time: the file is written anew every hour.
        guard let data = FileManager.default.contents(atPath: file), !data.isEmpty else {
            throw wrong("the token file \(file) cannot be read")
        }
        let assertion = String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        return identity.request(resource: resource, assertion: assertion)
    }

    /// The secret of Arc's agent: in a file that the answer names, which has to be one of the agent's own.
    private static func arcSecret(_ reply: HTTPReply) throws -> String {
        let named = reply[header: "www-authenticate"]?.split(separator: "=", maxSplits: 1).last.map(String.init) ?? ""
        let file = URL(filePath: named.trimmingCharacters(in: CharacterSet(charactersIn: "\" "))).standardized
        guard file.deletingLastPathComponent().path == "/var/opt/azcmagent/tokens", file.pathExtension == "key",
            let data = FileManager.default.contents(atPath: file.path), data.count <= 4096
        else {
            throw BlobError(
                .credentials, "identity", "the agent's secret cannot be read; add this user to the group himds")
        }
        return String(decoding: data, as: UTF8.self)
    }

    /// `expires_in` and `expires_on` come as numbers or as strings.
    static func parsed(_ body: [UInt8], now: Date) throws -> TokenCache.Token? {
        guard let answer = try? JSONDecoder().decode(Answer.self, from: Data(body)) else { return nil }
        if let moment = answer.expiresOn?.value {
            return .init(value: answer.accessToken, expires: Date(timeIntervalSince1970: moment))
        }
        return .init(value: answer.accessToken, expires: now.addingTimeInterval(answer.expiresIn?.value ?? 0))
    }

    private struct Answer: Decodable {
        var accessToken: String
        var expiresIn: Number?, expiresOn: Number?

        enum CodingKeys: String, CodingKey {
            case accessToken = "access_token"
            case expiresIn = "expires_in"
            case expiresOn = "expires_on"
        }
    }

    /// A number, or a string of one; nothing where it is another.
    private struct Number: Decodable {
        var value: Double?

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            value = (try? container.decode(Double.self)) ?? (try? container.decode(String.self)).flatMap { Double($0) }
        }
    }

    private func refused(_ reply: HTTPReply) -> BlobError {
        let sentence =
            switch identity {
            case .instanceMetadata:
                "this machine has no such identity; assign one, or set AZURE_CLIENT_ID to one it has"
            case .appService, .arc: "there is no such identity here; assign one, or set AZURE_CLIENT_ID"
            case .workload: "the token of the service account is not accepted; look at the federated credential"
            default: "the client id or its secret is not accepted"
            }
        var error = BlobError(.credentials, identity.description, sentence)
        error.status = reply.status
        return error
    }

    private func wrong(_ sentence: String) -> BlobError { BlobError(.credentials, identity.description, sentence) }
}
