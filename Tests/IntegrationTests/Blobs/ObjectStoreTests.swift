import Catalog
import Foundation
import Glibc
import Testing

@testable import Governance

/// Snapshots in buckets, with the real program and moto.
@Suite struct ObjectStoreTests {
    @Test(arguments: ["plain", "kept"], ["a b.rdb", "n ü+%20.rdb"])
    func `a snapshot goes through buckets, and is gone in the end`(_ bucket: String, _ name: String) throws {
        let moto = try MotoBuckets("plain", "kept:versions")
        let folder = try TemporaryFolder()
        let key = try folder.writeKey()
        func run(_ arguments: String...) throws -> MannequinCommand.Outcome {
            let process = try ChildProcess(
                try MannequinCommand.path(), arguments, output: .file(folder.file(".stdout")),
                error: .file(folder.file(".stderr")),
                environment: MannequinCommand.environment(in: folder) + moto.environment)
            return MannequinCommand.finish(process, in: folder)
        }
        let first = "s3://\(bucket)/first/\(name)", second = "s3://\(bucket)/second.rdb"
        var outcome = try run(
            "sanitize", BlobWorkplace.sample, "--output", first, "--key-file", key, "--expires-in", "1h", "--quiet")
        #expect(outcome.status == 0, "\(outcome.errors)")
        outcome = try run("verify", BlobWorkplace.sample, first, "--quiet")
        #expect(outcome.status == 0, "\(outcome.errors)")
        outcome = try run(
            "sanitize", first, "--output", second, "--verify", "--key-file", key, "--no-catalog", "--quiet")
        #expect(outcome.status == 0, "\(outcome.errors)")
        outcome = try run("sanitize", first, "--output", second, "--no-catalog", "--quiet")
        #expect(outcome.status == 73, "\(outcome.errors)")
        outcome = try run("reconcile", "s3://\(bucket)/first")
        #expect(outcome.status == 0, "\(String(decoding: outcome.output, as: UTF8.self))")
        outcome = try run("sweep", "--now", "\(Int64(Date().timeIntervalSince1970 * 1000) + 7_200_000)", "--json")
        let report = String(decoding: outcome.output, as: UTF8.self)
        #expect(report.contains("\"gone\""), "\(report)")
        #expect(try run("inspect", first).status == 66)
        #expect(try run("inspect", second).status == 0)
        #expect(!report.contains("Signature"))
    }

    @Test func `a run that is killed is taken up`() throws {
        let moto = try MotoBuckets("plain")
        let folder = try TemporaryFolder()
        let key = try folder.writeKey()
        let environment = MannequinCommand.environment(in: folder) + moto.environment
        func start(_ arguments: String...) throws -> ChildProcess {
            try ChildProcess(
                try MannequinCommand.path(), arguments, output: .file(folder.file(".stdout")),
                error: .file(folder.file(".stderr")), environment: environment)
        }
        let raw = try folder.write(BlobWorkplace.strings(6000), "raw.rdb")
        let local = folder.file("local.rdb"), target = "s3://plain/large.rdb"
        var outcome = MannequinCommand.finish(
            try start("sanitize", raw, "--output", local, "--key-file", key, "--no-catalog", "--quiet"), in: folder)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let run = try start("sanitize", raw, "--output", target, "--key-file", key, "--quiet")
        func journal() -> String? {
            let names = try? FileManager.default.contentsOfDirectory(
                atPath: folder.file(".data/mannequin/catalog-unfinished"))
            return names?.first { $0.hasSuffix(".json") }.map {
                folder.text(".data/mannequin/catalog-unfinished/\($0)")
            }
        }
        for _ in 0..<9000 where journal()?.contains("\"upload\"") != true && run.isAlive { usleep(10_000) }
        usleep(300_000)
        run.send(SIGKILL)
        try #require(run.wait().signal == SIGKILL, "\(folder.text(".stderr"))")
        outcome = MannequinCommand.finish(try start("resume", "--json"), in: folder)
        #expect(outcome.status == 0, "\(outcome.errors)\(String(decoding: outcome.output, as: UTF8.self))")
        outcome = MannequinCommand.finish(try start("verify", raw, target, "--quiet"), in: folder)
        #expect(outcome.status == 0, "\(outcome.errors)")
        outcome = MannequinCommand.finish(try start("catalog", "show", target, "--json"), in: folder)
        let digest = SHA256.digest(Data(folder.read("local.rdb"))).hexadecimal
        #expect(String(decoding: outcome.output, as: UTF8.self).contains(digest), "\(outcome.errors)")
        #expect(journal() == nil)
    }

    @Test func `without keys the program says what to set`() throws {
        let folder = try TemporaryFolder()
        let outcome = try MannequinCommand.run(["inspect", "s3://bucket/a.rdb"], in: folder)
        #expect(outcome.status == 77)
        #expect(outcome.errors.contains("AWS_ACCESS_KEY_ID"))
    }
}

/// moto with some buckets; it ends with its owner.
private final class MotoBuckets {
    private let process: Process
    private let input: FileHandle
    private let port: Int

    init(_ buckets: String...) throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..").standardized
        let finder = Process()
        finder.executableURL = root.appending(path: "scripts/python.sh")
        finder.arguments = ["moto[server]", "boto3"]
        let found = Foundation.Pipe()
        finder.standardOutput = found
        try finder.run()
        let python = String(decoding: (try? found.fileHandleForReading.readToEnd()) ?? Data(), as: UTF8.self)
        finder.waitUntilExit()
        process = Process()
        process.executableURL = URL(filePath: python.trimmingCharacters(in: .whitespacesAndNewlines))
        process.arguments = [root.appending(path: "Tests/Independent/moto_server.py").path] + buckets
        let input = Foundation.Pipe(), output = Foundation.Pipe()
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        self.input = input.fileHandleForWriting
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        port = try #require(Int(line.trimmingCharacters(in: .whitespacesAndNewlines)), "moto does not start")
    }

    deinit {
        try? input.close()
        process.waitUntilExit()
    }

    var environment: [String] {
        [
            "AWS_ACCESS_KEY_ID=test", "AWS_SECRET_ACCESS_KEY=test", "AWS_REGION=us-east-1",
            "AWS_ENDPOINT_URL_S3=http://127.0.0.1:\(port)",
        ]
    }
}
