import Foundation
import Testing

/// Programs of others that the tests run: the tests' own Python, and what it runs.
enum TestProgram {
    struct Failed: Error, CustomStringConvertible { var description: String }

    static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..").standardized

    /// The Python that has these packages, installed where they are missing.
    static func python(_ packages: String...) throws -> String {
        try run(root.appending(path: "scripts/python.sh").path, packages)
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Runs a program to its end; what it printed, or an error with what it complained about.
    static func run(_ program: String, _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        let output = Pipe(), errors = Pipe()
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        let text = (try? output.fileHandleForReading.readToEnd()) ?? Data()
        let complaint = (try? errors.fileHandleForReading.readToEnd()) ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failed(description: "\(program): \(String(decoding: complaint, as: UTF8.self).suffix(2000))")
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The same, without keeping a thread from the service that the program may talk to.
    static func ran(_ program: String, _ arguments: [String]) async throws -> String {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result { try run(program, arguments) }) }
        }
    }

    /// The path of a script under `Tests/Independent`.
    static func script(_ name: String) -> String { root.appending(path: "Tests/Independent/\(name)").path }
}
