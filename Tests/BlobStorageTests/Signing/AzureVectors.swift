import Foundation
import Testing

@testable import BlobStorage

/// Requests and signatures that versions of azure-storage-blob for Python have made: `Tests/Fixtures/signing`.
struct AzureVectors: Decodable {
    struct Request: Decodable, CustomTestStringConvertible {
        var name: String, account: String, key: String, method: String, url: String
        var headers: [String: String]
        var stringToSign: String, authorization: String
        var testDescription: String { "\(name), \(account)" }

        var draft: HTTPDraft {
            get throws {
                var draft = HTTPDraft(method, try SigningFixtures.target(url), verb: "testing", place: "")
                for (name, value) in headers { draft[header: name.lowercased()] = value }
                return draft
            }
        }
    }

    struct Signature: Decodable, CustomTestStringConvertible {
        var kind: String
        var args: [String: String?]
        var stringToSign: String, token: String
        /// The service version that the SDK states.
        var version: String?
        var testDescription: String { "\(kind) \(version ?? "") \(token.prefix(60))" }

        func argument(_ name: String) -> String? { args[name] ?? nil }
        func date(_ name: String) -> Date? { argument(name).flatMap { ServiceTime.iso($0) } }
    }

    var sv: String
    var sharedKey: [Request]
    var sas: [Signature]

    static let all: [AzureVectors] = {
        ["azure-storage-blob-12.24.1.json", "azure-storage-blob-12.31.1.json"].compactMap { name in
            guard var vectors: AzureVectors = try? SigningFixtures.read(name) else { return nil }
            for index in vectors.sas.indices { vectors.sas[index].version = vectors.sv }
            return vectors
        }
    }()

}

/// Files of `Tests/Fixtures/signing`.
enum SigningFixtures {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Fixtures/signing").standardized

    static func read<Value: Decodable>(_ name: String) throws -> Value {
        try JSONDecoder().decode(Value.self, from: Data(contentsOf: folder.appending(path: name)))
    }

    /// A URL taken apart the way a draft has it.
    static func target(_ url: String) throws -> HTTPDraft.Target {
        let parts = url.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let start = try #require(parts[0].range(of: "://"))
        let rest = parts[0][start.upperBound...]
        let slash = rest.firstIndex(of: "/") ?? rest.endIndex
        var target = HTTPDraft.Target(
            scheme: String(parts[0][..<start.lowerBound]), authority: String(rest[..<slash]),
            path: slash == rest.endIndex ? "/" : String(rest[slash...]))
        if parts.count > 1 {
            target.query = parts[1].split(separator: "&").map { item in
                let pair = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                return (PercentEncoding.decoded(pair[0]), pair.count > 1 ? PercentEncoding.decoded(pair[1]) : "")
            }
        }
        return target
    }
}
