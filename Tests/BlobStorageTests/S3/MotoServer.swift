import Foundation

@testable import BlobStorage

/// moto, which is somebody else's S3 for tests, on the loopback interface. It ends with its owner.
final class MotoServer: Sendable {
    /// One for all tests: it takes a second to start.
    static let shared: Result<MotoServer, any Error> = Result { try MotoServer() }

    let endpoint: String
    private let input: FileHandle
    private let process: Process

    private init() throws {
        let python = try TestProgram.python("moto[server]", "boto3")
        process = Process()
        process.executableURL = URL(filePath: python)
        process.arguments = [TestProgram.script("moto_server.py")]
        let input = Pipe(), output = Pipe()
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        // The writing end closes with this program, however that ends, and the server with it.
        self.input = input.fileHandleForWriting
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        guard let port = Int(line.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            throw TestProgram.Failed(description: "moto does not start")
        }
        endpoint = "http://127.0.0.1:\(port)"
    }

    /// A store over a bucket that is made for it.
    func freshBucket(keepingVersions: Bool = false, locking: Bool = false) async throws -> S3Store {
        guard let endpoint = S3Endpoint(endpoint) else { throw TestProgram.Failed(description: endpoint) }
        let signature = AWSSignature(accessKey: "test", secretKey: "test", region: "us-east-1")
        let name = "test-\(UUID().uuidString.lowercased())"
        let store = S3Store(endpoint, bucket: name, signature: signature)
        var draft = HTTPDraft("PUT", endpoint.target(name, nil, []), verb: "making a bucket", place: name)
        if locking { draft[header: "x-amz-bucket-object-lock-enabled"] = "true" }
        _ = try await store.executor.send(draft)
        if keepingVersions {
            var draft = HTTPDraft(
                "PUT", endpoint.target(name, nil, [("versioning", "")]), verb: "keeping versions", place: name)
            draft.body = Array("<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>".utf8)
            _ = try await store.executor.send(draft)
        }
        return store
    }
}
