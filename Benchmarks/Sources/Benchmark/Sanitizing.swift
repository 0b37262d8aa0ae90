import Foundation
import Machine

/// What `sanitize --json` says, as far as it is used here.
struct SanitizeReport: Decodable {
    struct Side: Decodable {
        var sha256: String
        var bytes: Int
    }
    struct Keys: Decodable {
        var total: Int
        var db: [String: Int]
    }
    var input: Side
    var output: Side
    var keys: Keys
    var unmatchedKeys: Int

    enum CodingKeys: String, CodingKey {
        case input, output, keys
        case unmatchedKeys = "unmatched_keys"
    }
}

/// Runs the program that is measured.
struct Sanitizing {
    let programs: Programs
    let workplace: Workplace

    /// The arguments of a run without its snapshot and output.
    func arguments(_ policy: Policy, workers: Int, chunkByteCount: Int?) -> [String] {
        var arguments = ["--key-file", workplace.file("key"), "--jobs", String(workers), "--force", "--json"]
        switch policy {
        case .pack: arguments += ["--rules", Programs.package + "/platform-team.yaml"]
        case .keepAll: arguments += ["--rules", workplace.file("keep-all.yaml")]
        case .standard: break
        }
        if let chunkByteCount { arguments += ["--chunk-size", String(chunkByteCount)] }
        return arguments
    }

    /// Sanitizes a snapshot to a file of the workplace, or to nothing.
    func run(
        _ snapshot: String, _ policy: Policy, workers: Int = 2, chunkByteCount: Int? = nil, to name: String?,
        limitSeconds: Int = 900
    ) throws -> (usage: Usage, report: SanitizeReport) {
        let target = name.map { ["--output", workplace.file($0)] } ?? ["--dry-run"]
        let usage = try ChildProcess.run(
            programs.mannequin,
            ["sanitize", snapshot] + target + arguments(policy, workers: workers, chunkByteCount: chunkByteCount),
            output: workplace.file("report.json"), errors: workplace.file("errors"), limitSeconds: limitSeconds)
        guard usage.exitStatus == 0 else { throw failure("sanitize", usage) }
        let document = try Data(contentsOf: URL(filePath: workplace.file("report.json")))
        return (usage, try JSONDecoder().decode(SanitizeReport.self, from: document))
    }

    /// Verifies a result; says whether it was found good.
    func verify(_ snapshot: String, _ name: String) throws -> (usage: Usage, isGood: Bool) {
        let usage = try ChildProcess.run(
            programs.mannequin, ["verify", snapshot, workplace.file(name), "--jobs", "2", "--json"],
            errors: workplace.file("errors"))
        guard usage.exitStatus <= 1 else { throw failure("verify", usage) }
        return (usage, usage.exitStatus == 0)
    }

    private func failure(_ command: String, _ usage: Usage) -> MachineError {
        let errors = (try? String(contentsOfFile: workplace.file("errors"), encoding: .utf8)) ?? ""
        return MachineError("mannequin \(command) ended with \(usage.exitStatus): \(errors.suffix(600))")
    }
}
