public import ArgumentParser
import Foundation
import Governance
public import Sanitizing

/// `mannequin sanitize`.
struct SanitizeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sanitize",
        abstract: "Writes a snapshot of the same shape with every value masked.",
        discussion: """
            Without rules, everything is masked by the default policy: key names segment by segment, values by what
            they are found to be. Words of a structural vocabulary stay in names. Key counts, types, expiries,
            sizes and encodings stay.

            EXAMPLES
              mannequin sanitize dump.rdb --output test.rdb
              mannequin sanitize dump.rdb --output test.rdb --rules clinic.yaml --key-file mannequin.key
              mannequin sanitize dump.rdb --output test.rdb --rules auto
              mannequin sanitize dump.rdb --output test.rdb --rules bullmq:prefix=shop --rules hipaa
              mannequin sanitize dump.rdb --output test.rdb --verify --expires-in 7d --source prod/eu/cart
              mannequin sanitize dump.rdb --output test.rdb --verify --report report.html
              mannequin sanitize node1.rdb --output test.rdb --keep-slots --slots 0-5460
              mannequin sanitize dump.rdb --dry-run --json
              mannequin sanitize az://prodredis/exports/cart.rdb.gz --output az://testredis/imports/cart.rdb --verify
              ssh cache redis-cli --rdb - | mannequin sanitize - --output - > test.rdb
              mannequin sanitize redis://127.0.0.1:6379 --output test.rdb
            """)

    @Argument(
        help: """
            The snapshot: an RDB file (also gzipped, or a replication stream), az://, https:// or s3://, - for standard input, or a \
            running server: redis://[user@]host[:port], rediss://…, unix:///socket; its password in $REDISCLI_AUTH.
            """)
    var snapshot: String

    @Option(
        name: [.short, .long],
        help: "Where the result goes: a path, az://, https:// or s3://, or - for standard output.")
    var output: String?

    @OptionGroup var masking: MaskingOptions

    @Flag(name: .long, help: "Move all expiries by the time since the snapshot was taken.")
    var rebaseTtl = false

    @Option(name: .long, help: "When the snapshot was taken, Unix seconds, for files that do not say so.")
    var takenAt: Int64?

    @Option(name: .long, help: "Functions and scripts: replace, keep or refuse.")
    var code = SanitizeOptions.Code.replace

    @Option(name: .long, help: "Module data that cannot be masked: refuse or keep.")
    var modules = SanitizeOptions.Modules.refuse

    @Option(name: .long, help: "Replication ID, unknown aux fields, names of slot imports: mask or keep.")
    var identifiers = SanitizeOptions.Identifiers.mask

    @OptionGroup var slots: SlotOptions

    @Option(name: .long, help: "Worker threads.")
    var jobs = ProcessInfo.processInfo.activeProcessorCount

    @Option(name: .customLong("chunk-size"), help: "Bytes that a worker takes at a time.")
    var chunkByteCount = 1 << 20

    @OptionGroup(title: "Options for servers") var servers: ServerOptions

    @OptionGroup var recording: RecordingCommandOptions

    @Flag(name: .long, help: "Compare the result with the snapshot, as verify does, before it gets its name.")
    var verify = false

    @Option(name: .long, help: "Write a page about the run to this file: HTML that needs nothing else.")
    var report: String?

    @Flag(name: .long, help: "Do everything but write.")
    var dryRun = false

    @Flag(name: .long, help: "Replace the output if it is there.")
    var force = false

    @Flag(name: .long, help: "Print one JSON document.")
    var json = false

    @Flag(name: [.short, .long], help: "Say nothing but errors.")
    var quiet = false

    func validate() throws {
        guard dryRun || output != nil else { throw ValidationError("Give --output, or --dry-run.") }
        guard jobs >= 1, jobs <= 256 else { throw ValidationError("--jobs is a number from 1 to 256.") }
        guard chunkByteCount >= 64, chunkByteCount <= 1 << 30 else {
            throw ValidationError("--chunk-size is a number of bytes from 64 to 1073741824.")
        }
        guard output.map(LiveServer.isAddress) != true else {
            throw ValidationError("Write a snapshot to a file, and load that: mannequin load FILE SERVER.")
        }
        guard !verify || !LiveServer.isAddress(snapshot) else {
            throw ValidationError("--verify reads the snapshot again, and a server gives another one each time.")
        }
        guard !verify || (snapshot != "-" && output != "-" && !dryRun) else {
            throw ValidationError(
                "--verify reads both snapshots again: neither can be a pipe, and one has to be written.")
        }
        guard !(json && output == "-" && !dryRun) else {
            throw ValidationError("--json and --output - both write to standard output.")
        }
    }

    func run() throws {
        let (key, isEphemeral) = try masking.maskingKey()
        let looking = ProgressLine("looking at keys", isQuiet: quiet || json)
        defer { looking.finish() }
        let stack = try masking.stack(for: snapshot) { done, total in looking.show(done, of: total) }
        looking.finish()
        if let choice = stack.choice, !quiet { Terminal.printError("Rules chosen: \(choice.line).") }
        var options = SanitizeOptions(key: key, rules: stack.rules)
        options.profile = masking.profile
        options.code = code
        options.modules = modules
        options.identifiers = identifiers
        options.keptSlots = try slots.kept()
        options.jobs = jobs
        options.chunkByteCount = chunkByteCount
        options.takenAt = takenAt
        if rebaseTtl { options.rebasesExpiriesTo = Int64(Date().timeIntervalSince1970 * 1000) }

        let server = try servers.server(snapshot)
        var run = SanitizeRun(input: server?.name ?? snapshot, output: dryRun ? nil : output, options: options)
        run.server = server
        run.choice = stack.choice
        run.replacesOutput = force
        run.access = .ofProcess
        run.verifiesOutput = verify
        if !dryRun { run.recorder = try recording.recorder(isKeyEphemeral: isEphemeral) }
        let line = ProgressLine("sanitizing", isQuiet: quiet || json)
        defer { line.finish() }
        let report = try run.run { done, total in line.show(done, of: total) }
        line.finish()
        if let path = self.report {
            try ReportRun(input: snapshot, output: dryRun ? nil : output).write(
                report, isKeyEphemeral: isEphemeral, to: path)
        }
        if json {
            try Terminal.printJSON(report)
        } else if !quiet {
            SanitizeSummary.show(report, isEphemeral: isEphemeral)
        }
    }
}

extension SanitizeOptions.Code: ExpressibleByArgument {}
extension SanitizeOptions.Modules: ExpressibleByArgument {}
extension SanitizeOptions.Identifiers: ExpressibleByArgument {}
