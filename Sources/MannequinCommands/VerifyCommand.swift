import ArgumentParser
import Foundation
import Governance
import Sanitizing

/// `mannequin verify`.
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Proves that a sanitized snapshot keeps its promises, by comparing it with the original.",
        discussion: """
            Looks at both files only, not at rules, keys or reports: same keys, types, lengths, encodings, order
            and expiries; no two equal keys, members or fields; and no masked token of six bytes or more anywhere in
            the result, through compression and JSON escapes. Places are named by the key's number in the file.

            EXAMPLES
              mannequin verify dump.rdb test.rdb
              mannequin verify dump.rdb test.rdb --json

            Exit status: 0 all promises hold, 1 one is broken, 65 the original is damaged.
            """)

    @Argument(help: "The original snapshot.")
    var raw: String

    @Argument(help: "Its sanitized form.")
    var sanitized: String

    @Flag(name: .long, help: "The expiries were moved by sanitize --rebase-ttl.")
    var rebasedTtl = false

    @Option(name: .long, help: "Threads that compare.")
    var jobs = ProcessInfo.processInfo.activeProcessorCount

    @Flag(name: .long, help: "Print one JSON document.")
    var json = false

    @Flag(name: [.short, .long], help: "Say nothing but errors.")
    var quiet = false

    func validate() throws {
        guard jobs >= 1, jobs <= 256 else { throw ValidationError("--jobs is a number from 1 to 256.") }
    }

    func run() throws {
        var run = VerifyRun(raw: raw, sanitized: sanitized)
        run.verifier.jobs = jobs
        run.access = .ofProcess
        run.verifier.allowsMovedExpiries = rebasedTtl
        let verbs = ["comparing", "searching", "confirming"]
        let lines = verbs.map { ProgressLine($0, isQuiet: quiet || json) }
        defer { for line in lines { line.finish() } }
        let result = try run.run { pass, done, total in lines[pass - 1].show(done, of: total) }
        for line in lines { line.finish() }
        if json {
            try Terminal.printJSON(VerifyDocument(result))
        } else if !quiet || !result.isGood {
            VerifySummary.show(result)
        }
        if !result.isGood { throw ExitCode(ExitStatus.checkFailed.rawValue) }
    }
}
