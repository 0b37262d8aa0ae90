import Foundation

/// Asks `az` for a token of who is logged in.
struct AzureCommandLine: Sendable {
    /// Where the program is looked for.
    let path: String

    func token(resource: String) async throws -> TokenCache.Token {
        let candidates = path.split(separator: ":").map { "\($0)/az" }
        guard let program = candidates.first(where: { FileManager.default.isExecutableFile(atPath: $0) }) else {
            throw BlobError(
                .credentials, "az",
                "there are no credentials: no SAS, no connection string, no identity in the environment, and no az to "
                    + "ask (docs/azure.md has a table)")
        }
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = ["account", "get-access-token", "--resource", resource, "--output", "json"]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let data = (try? output.fileHandleForReading.readToEnd()) ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0, let answer = try? JSONDecoder().decode(Answer.self, from: data) else {
            throw BlobError(.credentials, "az", "az gives no token; try `az login`")
        }
        // `expires_on` came with newer versions; tokens last an hour at least.
        let expires = answer.expires_on.map { Date(timeIntervalSince1970: $0) } ?? Date().addingTimeInterval(1800)
        return .init(value: answer.accessToken, expires: expires)
    }

    private struct Answer: Decodable {
        var accessToken: String
        var expires_on: Double?
    }
}
