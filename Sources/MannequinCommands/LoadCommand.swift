import ArgumentParser
import Catalog
import Foundation
import Governance
import RedisLive

/// `mannequin load`.
struct LoadCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "load",
        abstract: "Loads a sanitized snapshot into a running server, or the primaries of a cluster.",
        discussion: """
            Every key is restored as it is in the file, with its expiry, idle time and LFU counter. The target has to be
            empty, unless --replace or --flush says otherwise. What the catalog knows as raw is never loaded; of a pipe
            that is known only when it has been loaded, and the status is 77. What the catalog does not know at all
            is loaded with --allow-unknown only.

            A password of the server is read from $REDISCLI_AUTH.

            EXAMPLES
              mannequin load test.rdb redis://127.0.0.1:6379
              mannequin load test.rdb redis://127.0.0.1:6379 --dry-run
              mannequin load az://testredis/imports/cart.rdb redis://127.0.0.1:6379
              mannequin load test.rdb rediss://loader@cache.test:6380 --tls-ca-cert-file ca.pem --flush
              mannequin sanitize redis://prod -o - | mannequin load - redis://test --allow-unknown
            """)

    @Argument(help: "The sanitized snapshot: an RDB file, az://, https:// or s3://, or - for standard input.")
    var snapshot: String

    @Argument(
        help: ArgumentHelp(
            "The server: redis://[user@]host[:port][/db], rediss://…, unix:///socket[?db=N].", valueName: "server"))
    var target: String

    @Flag(name: .long, help: "Overwrite keys that have the same names; other keys stay.")
    var replace = false

    @Flag(name: .long, help: "Delete everything the target holds first, in all its databases, functions too.")
    var flush = false

    @Flag(name: .long, help: "Leave functions out.")
    var noFunctions = false

    @Flag(name: .long, help: "Load a snapshot that the catalog does not know as sanitized.")
    var allowUnknown = false

    @OptionGroup(title: "Options for servers") var servers: ServerOptions

    @OptionGroup var catalog: CatalogOptions

    @Flag(name: .long, help: "Record nothing: nobody will know what the server holds.")
    var noCatalog = false

    @Option(name: .long, help: ArgumentHelp("What was loaded expires so long from now: 7d, 12h.", valueName: "span"))
    var expiresIn: TimeSpan?

    @Option(name: .long, help: "The retention policy of what the server holds.")
    var policy = "deployment-default"

    @Flag(name: .long, help: "Check everything, and write nothing.")
    var dryRun = false

    @Flag(name: .long, help: "Print one JSON document.")
    var json = false

    @Flag(name: [.short, .long], help: "Say nothing but errors.")
    var quiet = false

    func validate() throws {
        guard LiveServer.isAddress(target) else {
            throw ValidationError("The target is a server: redis://host:port, rediss://host:port or unix:///socket.")
        }
        guard !LiveServer.isAddress(snapshot) else {
            throw ValidationError("A server's data is raw: sanitize it to a file first, and load that.")
        }
        guard !(replace && flush) else {
            throw ValidationError("--replace keeps what has other names, --flush deletes it; give one.")
        }
        guard !noCatalog || (expiresIn == nil && catalog.catalog == nil) else {
            throw ValidationError("--no-catalog records nothing, so neither an expiry nor a catalog goes with it.")
        }
    }

    func run() throws {
        guard let server = try servers.server(target) else { return }
        var options = LoadOptions(now: catalog.moment)
        options.replaces = replace
        options.flushes = flush
        options.leavesFunctions = noFunctions
        var run = LoadRun(input: snapshot, server: server, options: options)
        run.access = .ofProcess
        run.isDryRun = dryRun
        run.allowsUnknown = allowUnknown
        run.recorder = try recorder()
        let checking = ProgressLine("checking", isQuiet: quiet || json)
        let loading = ProgressLine("loading", isQuiet: quiet || json)
        defer {
            checking.finish()
            loading.finish()
        }
        let report = try run.run { phase, done, total in
            (phase == .checking ? checking : loading).show(done, of: total)
        }
        checking.finish()
        loading.finish()
        if json {
            try Terminal.printJSON(report)
        } else if !quiet || !report.isWhole {
            LoadSummary.show(report)
        }
        if !report.isWhole { throw ExitCode(ExitStatus.badData.rawValue) }
    }

    private func recorder() throws -> LoadRecorder? {
        guard !noCatalog else { return nil }
        var options = RecordingOptions(tool: MannequinVersion.tool, isKeyEphemeral: false)
        options.policy = policy
        if let expiresIn { options.expiry = .relative(expiresIn.milliseconds) }
        return LoadRecorder(try catalog.open(for: "load"), options, actor: catalog.actor)
    }
}
