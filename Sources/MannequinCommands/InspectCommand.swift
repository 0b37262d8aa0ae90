import ArgumentParser
import Foundation
import Governance
import Sanitizing

/// `mannequin inspect`.
struct InspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Says what is in a snapshot: versions, types, sizes, templates of key names, lifetimes.",
        discussion: """
            Values are never printed. Names of keys and function libraries are raw data too: they are printed with
            --show-names only. Without it, a key is named by its place in the file and by what its name looks like,
            such as session:{hex}: words of the structural vocabulary stay, other parts become their kind.

            Bytes are those in the file. Lifetimes count from when the snapshot was taken, or from now where the file
            does not say when that was.

            EXAMPLES
              mannequin inspect dump.rdb
              mannequin inspect dump.rdb.gz --top 25
              mannequin inspect dump.rdb --json | jq '.types[] | select(.keys > 1000)'
              redis-cli --rdb - | mannequin inspect -
            """)

    @Argument(
        help: """
            The snapshot: an RDB file (also gzipped, or a replication stream), - for standard input, or a running server: \
            redis://[user@]host[:port], rediss://…, unix:///socket; its password in $REDISCLI_AUTH.
            """)
    var snapshot: String

    @OptionGroup(title: "Options for servers") var servers: ServerOptions

    @Option(name: .long, help: "How many of the largest keys, and of the templates in the table, are shown.")
    var top = 10

    @OptionGroup var log: LogOptions

    @Flag(name: .long, help: "Print names of the largest keys and of function libraries as they are.")
    var showNames = false

    @Flag(name: .long, help: "Print one JSON document, with all templates.")
    var json = false

    @Flag(name: [.short, .long], help: "Show no progress.")
    var quiet = false

    func validate() throws {
        guard top >= 0, top <= 10_000 else { throw ValidationError("--top is a number from 0 to 10000.") }
    }

    func run() throws {
        log.begin()
        var options = InspectOptions(now: Int64(Date().timeIntervalSince1970 * 1000))
        options.largestCount = top
        options.showsNames = showNames
        let line = ProgressLine("inspecting", isQuiet: quiet || json)
        defer { line.finish() }
        let server = try servers.server(snapshot)
        var run = InspectRun(input: server?.name ?? snapshot, options: options)
        run.server = server
        run.access = .ofProcess
        let report = try run.run { done, total in line.show(done, of: total) }
        line.finish()
        if json {
            try Terminal.printJSON(report)
        } else {
            print(InspectSummary.text(report, templateCount: top))
        }
    }
}
