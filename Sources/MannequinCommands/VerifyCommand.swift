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
            the result. Looks inside of what values hold: gzip, zlib, zstd, LZ4, Snappy, base64, hexadecimal digits,
            percent-encoding, JSON escapes and UTF-16, wherever they stand and within each other. Places are named by
            the key's number in the file; no value is printed.

            EXAMPLES
              mannequin verify dump.rdb test.rdb
              mannequin verify dump.rdb test.rdb --json
              mannequin verify dump.rdb test.rdb --canaries planted.txt
              mannequin verify dump.rdb test.rdb --write-baseline accepted.json --because "public SKUs" --accepted-by ada
              mannequin verify dump.rdb test.rdb --baseline accepted.json

            Exit status: 0 all promises hold, 1 one is broken, 65 the original is damaged.
            """)

    @Argument(help: "The original snapshot.")
    var raw: String

    @Argument(help: "Its sanitized form.")
    var sanitized: String

    @Flag(name: .long, help: "The expiries were moved by sanitize --rebase-ttl.")
    var rebasedTtl = false

    @Flag(name: .long, help: "Keys had to stay in their hash slots of a cluster (sanitize --keep-slots).")
    var keptSlots = false

    @Option(name: .long, help: "With --kept-slots: the slots they had to stay in, as for sanitize.")
    var slots: String?

    @Option(name: .long, help: "A file with strings that must not be in the result, one a line.")
    var canaries: String?

    @Option(name: .long, help: "A file with findings that were reviewed: they do not fail.")
    var baseline: String?

    @Option(
        name: .long,
        help: "Accept all findings of this run and write them to a file, added to what is there; see --because.")
    var writeBaseline: String?

    @Option(name: .long, help: "Why the findings are accepted.")
    var because: String?

    @Option(name: .long, help: "Who accepts them.")
    var acceptedBy: String?

    @Option(name: .long, help: "Threads that compare.")
    var jobs = ProcessInfo.processInfo.activeProcessorCount

    @OptionGroup var log: LogOptions

    @Flag(name: .long, help: "Print one JSON document.")
    var json = false

    @Flag(name: [.short, .long], help: "Say nothing but errors.")
    var quiet = false

    func validate() throws {
        guard jobs >= 1, jobs <= 256 else { throw ValidationError("--jobs is a number from 1 to 256.") }
        guard slots == nil || keptSlots else { throw ValidationError("--slots goes with --kept-slots.") }
        _ = try KeptSlots.option(slots)
        let isReasoned = [because, acceptedBy].allSatisfy { $0?.isEmpty == false }
        guard writeBaseline == nil || isReasoned else {
            throw ValidationError("--write-baseline needs --because and --accepted-by.")
        }
        guard writeBaseline == nil || baseline == nil else {
            throw ValidationError("--write-baseline reads the file that it adds to; give one of both.")
        }
    }

    func run() throws {
        log.begin()
        var run = VerifyRun(raw: raw, sanitized: sanitized)
        run.verifier.jobs = jobs
        run.access = .ofProcess
        run.verifier.allowsMovedExpiries = rebasedTtl
        if keptSlots { run.verifier.keptSlots = try KeptSlots.option(slots) }
        if let canaries { run.verifier.canaries = try CanaryFile.read(canaries) }
        if let baseline { run.accept(try AcceptedFindings(path: baseline)) }
        let verbs = ["comparing", "searching", "confirming", "looking for canaries"]
        let lines = verbs.map { ProgressLine($0, isQuiet: quiet || json) }
        defer { for line in lines { line.finish() } }
        let result = try run.run { pass, done, total in lines[pass - 1].show(done, of: total) }
        for line in lines { line.finish() }
        if let writeBaseline, let because, let acceptedBy {
            let added = try run.writeBaseline(writeBaseline, result, reason: because, by: acceptedBy)
            if !quiet { Terminal.printError("Accepted \(added) findings in \(writeBaseline).") }
            if !result.isGood, result.violationCount == result.findings.count { return }
        }
        if json {
            try Terminal.printJSON(VerifyDocument(result))
        } else if !quiet || !result.isGood {
            VerifySummary.show(result)
        }
        if !result.isGood { throw ExitCode(ExitStatus.checkFailed.rawValue) }
    }
}
