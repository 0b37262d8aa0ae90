import BlobStorage
import Foundation

/// Where Azure Resource Manager answers.
struct ManagementEndpoint: Sendable {
    let scheme: String, authority: String
    /// What is asked for a token to it.
    let tokenResource: String

    /// That of the public cloud, or what `MANNEQUIN_ARM_ENDPOINT` says: another cloud, or a stand-in on this machine.
    init(environment: [String: String]) throws {
        let standard = "https://management.azure.com"
        let text = environment["MANNEQUIN_ARM_ENDPOINT"].flatMap { $0.isEmpty ? nil : $0 } ?? standard
        guard let target = HTTPDraft.Target(signedURL: text), target.secretQuery.isEmpty, target.path == "/",
            target.scheme == "https" || AzureSession.isLoopback(target.authority)
        else {
            throw BlobError(
                .refused, "MANNEQUIN_ARM_ENDPOINT",
                "this is no https:// address of a host (http:// only on this machine)")
        }
        (scheme, authority) = (target.scheme, target.authority)
        tokenResource =
            AzureSession.isLoopback(target.authority) ? AzureSession.publicManagement : "\(scheme)://\(authority)/"
    }

    /// Whether a token may be shown to the host of a URL that the service gave: this host, or one below it in its domain.
    func mayBeAsked(_ target: HTTPDraft.Target) -> Bool {
        target.scheme == scheme && (target.authority == authority || target.authority.hasSuffix(".\(authority)"))
    }

    func target(_ path: String, version: String) -> HTTPDraft.Target {
        HTTPDraft.Target(
            scheme: scheme, authority: authority,
            path: path.split(separator: "/").map { "/\(Self.encoded($0))" }.joined(),
            query: [(name: "api-version", value: version)])
    }

    private static func encoded(_ part: Substring) -> String {
        part.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed.subtracting(.init(charactersIn: "/"))) ?? ""
    }
}
