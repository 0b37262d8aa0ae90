import Foundation

/// A Python of the tests' own, with packages from PyPI, for looks at our results by code that is not ours.
struct Python {
    /// What a script left behind.
    struct Outcome {
        var status: Int32
        var output: String
    }

    struct Missing: Error, CustomStringConvertible { var description: String }

    private static let repository = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../..").standardized

    /// A file of the repository.
    static func file(_ path: String) -> String { repository.appending(path: path).path }

    private let path: String

    private static let packages = ["cryptography", "jsonschema", "rfc3339-validator", "openlineage-python==1.54.0"]

    /// Whether there are, or can be had, Python and the packages. Where changes are checked there must be.
    static let isAvailable = ProcessInfo.processInfo.environment["CI"] == "true" || (try? Python()) != nil

    /// Makes sure that the packages are there.
    init() throws {
        let outcome = try Self.run(Self.file("scripts/python.sh"), Self.packages, input: Data())
        guard outcome.status == 0, let line = outcome.output.split(separator: "\n").last else {
            throw Missing(description: "scripts/python.sh: \(outcome.output)")
        }
        path = String(line)
    }

    /// Runs a script of `Tests/Independent`, or the one at an absolute path.
    func run(_ script: String, _ arguments: [String], input: Data = Data()) throws -> Outcome {
        let script = script.hasPrefix("/") ? script : Self.file("Tests/Independent/\(script)")
        return try Self.run(path, [script] + arguments, input: input)
    }

    private static func run(_ program: String, _ arguments: [String], input: Data) throws -> Outcome {
        let scratch = try Scratch()
        try input.write(to: URL(filePath: scratch.file("input")))
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        let output = Pipe()
        process.standardInput = try FileHandle(forReadingFrom: URL(filePath: scratch.file("input")))
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return Outcome(status: process.terminationStatus, output: String(decoding: bytes, as: UTF8.self))
    }
}
