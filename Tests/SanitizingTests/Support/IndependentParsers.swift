import Foundation

/// Parsers of formats by libraries of Python, which are not ours.
struct IndependentParsers {
    /// What the script said.
    struct Outcome {
        var status: Int32
        /// Pairs of each format.
        var counts: [String: Int]
        var errors: String
    }

    struct Missing: Error, CustomStringConvertible { var description: String }

    private static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
        .standardized
    private static let packages = ["msgpack", "cbor2", "phpserialize", "rubymarshal", "javaobj-py3"]

    /// Whether there are Python and the packages, or can be had. Where changes are checked there must be.
    static let areAvailable = ProcessInfo.processInfo.environment["CI"] != nil || (try? IndependentParsers()) != nil

    private let python: String

    init() throws {
        let (status, output, errors) = try Self.run(
            Self.root.appending(path: "scripts/python.sh").path, Self.packages, input: Data())
        let path = String(decoding: output, as: UTF8.self).split(separator: "\n").last.map(String.init)
        guard status == 0, let path else { throw Missing(description: errors) }
        python = path
    }

    /// Parses values before and after masking.
    func compare(_ pairs: [(before: [UInt8], after: [UInt8])]) throws -> Outcome {
        func hex(_ bytes: [UInt8]) -> String {
            bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        }
        let lines = pairs.map { "\(hex($0.before)) \(hex($0.after))\n" }.joined()
        let (status, output, errors) = try Self.run(
            python, [Self.root.appending(path: "Tests/Independent/parse_formats.py").path], input: Data(lines.utf8))
        let counts = try? JSONSerialization.jsonObject(with: output) as? [String: Int]
        return Outcome(status: status, counts: counts ?? [:], errors: errors)
    }

    private static func run(
        _ program: String, _ arguments: [String], input: Data
    ) throws -> (status: Int32, output: Data, errors: String) {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let streams = ["input", "output", "errors"].map { folder.appending(path: $0) }
        for (stream, content) in zip(streams, [input, Data(), Data()]) { try content.write(to: stream) }
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.standardInput = try FileHandle(forReadingFrom: streams[0])
        process.standardOutput = try FileHandle(forWritingTo: streams[1])
        process.standardError = try FileHandle(forWritingTo: streams[2])
        try process.run()
        process.waitUntilExit()
        let errors = String(decoding: try Data(contentsOf: streams[2]), as: UTF8.self)
        return (process.terminationStatus, try Data(contentsOf: streams[1]), errors)
    }
}
