public import ArgumentParser
import Foundation
import Governance
import Masking
import Rules
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
              mannequin sanitize az://prodredis/exports/cart/ --output az://testredis/imports/cart/
              ssh cache redis-cli --rdb - | mannequin sanitize - --output - > test.rdb
              mannequin sanitize redis://127.0.0.1:6379 --output test.rdb
            """)

    @Argument(
        help: ArgumentHelp(
            """
            The snapshot: an RDB file (also gzipped, or a replication stream), az://, https:// or s3://, - for standard input, or a \
            running server: redis://[user@]host[:port], rediss://…, unix:///socket; its password in $REDISCLI_AUTH. Several, a \
            directory, or a prefix of blobs that ends with / or * are one set, such as the shards of a cluster: one run, one key.
            """, valueName: "snapshot"))
    var snapshots: [String]

    @Option(
        name: [.short, .long],
        help: """
            Where the result goes: a path, az://, https:// or s3://, or - for standard output; for a set, a directory or a prefix \
            that ends with /.
            """)
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
    var chunkByteCount = SanitizeOptions.usualChunkByteCount

    @Option(
        name: .customLong("part-size"),
        help: "Bytes of the first parts a blob is staged in; later ones of a large blob are larger.")
    var partByteCount = 8 << 20

    @Flag(name: .long, help: "Do not tag a blob with the uid and expiry of its snapshot.")
    var noTags = false

    @OptionGroup(title: "Options for servers") var servers: ServerOptions

    @OptionGroup var recording: RecordingCommandOptions

    @Flag(name: .long, help: "Compare the result with the snapshot, as verify does, before it gets its name.")
    var verify = false

    @Option(
        name: .long,
        help: "Write a page about the run to this file, which is not there yet: HTML that needs nothing else.")
    var report: String?

    @Flag(name: .long, help: "Do everything but write.")
    var dryRun = false

    @Flag(name: .long, help: "Replace the output, and the page of --report, if they are regular files that are there.")
    var force = false

    @OptionGroup var log: LogOptions

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
        guard partByteCount >= 64 << 10, partByteCount <= 256 << 20 else {
            throw ValidationError("--part-size is a number of bytes from 65536 to 268435456.")
        }
        guard takenAt.map({ (0..<253_402_300_800).contains($0) }) != false else {
            throw ValidationError("--taken-at is Unix time in seconds, from 0 to the end of the year 9999.")
        }
        guard output.map(LiveServer.isAddress) != true else {
            throw ValidationError("Write a snapshot to a file, and load that: mannequin load FILE SERVER.")
        }
        guard !snapshots.isEmpty, !snapshots.contains("") else {
            throw ValidationError("Name a snapshot: an empty text is no name.")
        }
        guard output != "" else { throw ValidationError("--output is empty: name a file, an address, or - .") }
        guard snapshots.count == 1 || !snapshots.contains(where: LiveServer.isAddress) else {
            throw ValidationError("Servers are read one by one.")
        }
        guard !verify || !snapshots.contains(where: LiveServer.isAddress) else {
            throw ValidationError("--verify reads the snapshot again, and a server gives another one each time.")
        }
        guard !verify || (!snapshots.contains("-") && output != "-" && !dryRun) else {
            throw ValidationError(
                "--verify reads both snapshots again: neither can be a pipe, and one has to be written.")
        }
        guard !(json && output == "-" && !dryRun) else {
            throw ValidationError("--json and --output - both write to standard output.")
        }
    }

    func run() throws {
        log.begin()
        let (key, isEphemeral) = try masking.maskingKey()
        var set: SnapshotSet?
        if SnapshotSet.isSet(snapshots) {
            guard report == nil else {
                throw RunError(.usage, "--report is a page about one snapshot, not about a set")
            }
            set = try SnapshotSet(snapshots, output: dryRun ? nil : output, access: .ofProcess)
        }
        let looking = ProgressLine("looking at keys", isQuiet: quiet || json)
        defer { looking.finish() }
        let stack = try masking.stack(for: set?.shards.map(\.input) ?? snapshots) { done, total in
            looking.show(done, of: total)
        }
        looking.finish()
        if let choice = stack.choice, !quiet { Terminal.printError("Rules chosen: \(choice.line).") }
        let options = try options(key, stack.rules)
        var run = SanitizeRun(input: "", output: nil, options: options)
        run.choice = stack.choice
        run.replacesOutput = force
        let transfer = TransferCounts()
        run.access = .ofProcess
        run.access.transfer = transfer
        run.partByteCount = partByteCount
        run.tagsOutput = !noTags
        run.verifiesOutput = verify
        if !dryRun { run.recorder = try recording.recorder(isKeyEphemeral: isEphemeral) }
        if force, run.recorder == nil { run.consulted = try recording.knownFiles() }
        let line = ProgressLine("sanitizing", isQuiet: quiet || json)
        line.transfer = transfer
        defer { line.finish() }
        if let set {
            let result = try SanitizeSetRun(set, as: run).run { done, total in line.show(done, of: total) }
            line.finish()
            if json { try Terminal.printJSON(result) } else if !quiet { SanitizeSummary.show(result, isEphemeral) }
        } else {
            let server = try servers.server(snapshots[0])
            run.input = server?.name ?? snapshots[0]
            run.server = server
            run.output = dryRun ? nil : output
            run.request = try request(options, isKeyEphemeral: isEphemeral)
            let page = try report.map { [run] path in
                try ReportRun(path, of: run, replacing: force, keyFile: masking.keyPath)
            }
            let result = try run.run { done, total in line.show(done, of: total) }
            line.finish()
            try page?.write(result, isKeyEphemeral: isEphemeral)
            if json { try Terminal.printJSON(result) } else if !quiet { SanitizeSummary.show(result, isEphemeral) }
        }
    }

    private func options(_ key: MaskingKey, _ rules: RuleSet) throws -> SanitizeOptions {
        var options = SanitizeOptions(key: key, rules: rules)
        options.profile = masking.profile
        options.code = code
        options.modules = modules
        options.identifiers = identifiers
        options.keptSlots = try slots.kept()
        options.jobs = jobs
        options.chunkByteCount = chunkByteCount
        options.takenAt = takenAt
        if rebaseTtl { options.rebasesExpiriesTo = Int64(Date().timeIntervalSince1970 * 1000) }
        return options
    }
}

extension SanitizeOptions.Code: ExpressibleByArgument {}
extension SanitizeOptions.Modules: ExpressibleByArgument {}
extension SanitizeOptions.Identifiers: ExpressibleByArgument {}
