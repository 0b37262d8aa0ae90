import BlobServiceStandIn
import Foundation

/// An account with raw snapshots, a folder with a catalog, and the program between the two.
struct BlobWorkplace {
    let service: BlobServiceStandIn
    let folder: TemporaryFolder
    let key: String

    init(_ change: (inout ServiceSettings) -> Void = { _ in }) async throws {
        var settings = ServiceSettings()
        change(&settings)
        service = try await BlobServiceStandIn(settings)
        service.makeContainer("exports")
        service.makeContainer("imports")
        folder = try TemporaryFolder()
        key = try folder.writeKey()
    }

    static let sample = Fixture.path("sample.rdb")

    /// What the program finds in its environment.
    var environment: [String] {
        MannequinCommand.environment(in: folder) + ["AZURE_STORAGE_CONNECTION_STRING=\(service.connectionString)"]
    }

    /// Puts the sample there.
    @discardableResult
    func export(_ name: String, isPageBlob: Bool = false) throws -> [UInt8] {
        let bytes = Array(try Data(contentsOf: URL(filePath: Self.sample)))
        service.put(bytes, as: name, in: "exports", isPageBlob: isPageBlob)
        return bytes
    }

    func start(_ arguments: [String]) throws -> ChildProcess {
        try ChildProcess(
            try MannequinCommand.path(), arguments, output: .file(folder.file(".stdout")),
            error: .file(folder.file(".stderr")), environment: environment)
    }

    @discardableResult
    func run(_ arguments: String...) throws -> MannequinCommand.Outcome {
        MannequinCommand.finish(try start(arguments), in: folder)
    }

    /// What a local run gives of the same bytes with the same key.
    func localResult(of name: String) throws -> [UInt8] {
        let raw = try folder.write(service.bytes(of: name, in: "exports") ?? [], "raw.rdb")
        let outcome = try run(
            "sanitize", raw, "--output", folder.file("local.rdb"), "--key-file", key, "--no-catalog", "--quiet",
            "--force")
        guard outcome.status == 0 else { throw ChildProcess.CannotStart(description: outcome.errors) }
        return folder.read("local.rdb")
    }

    /// All that the program has written down: the catalog's file, its log and what it printed.
    var traces: String {
        let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        let files = paths.filter { !$0.hasSuffix(".rdb") && !$0.hasSuffix(".key") }
        return files.map { String(decoding: folder.read($0), as: UTF8.self) }.joined()
    }
}

/// Files of `Tests/Fixtures`.
private enum Fixture {
    static func path(_ name: String) -> String {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Fixtures/\(name)").standardized.path
    }
}
