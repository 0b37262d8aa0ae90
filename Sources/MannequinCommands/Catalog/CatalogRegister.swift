import ArgumentParser
import Catalog
import Foundation
import Governance

/// `mannequin catalog register`.
struct CatalogRegister: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "register",
        abstract: "Registers a snapshot that no run has recorded, with an expiry.",
        discussion: """
            The file is read as a whole: what is no RDB file is refused. An open finding about it is resolved.

            EXAMPLES
              mannequin catalog register /backup/dump.rdb --source prod/eu/cart
              mannequin catalog register /backup/dump.rdb --expires-in 12h
              mannequin catalog register copy-of-test.rdb --kind sanitized --made-from test.rdb
            """)

    @OptionGroup var catalog: CatalogOptions

    @Argument(help: "The snapshot: a file, or the address of a blob.")
    var file: String

    @Option(name: .long, help: "raw or sanitized.")
    var kind = "raw"

    @Option(name: .long, help: "The snapshot it was made from; needed for sanitized ones.")
    var madeFrom: String?

    @Option(name: .long, help: "Where it is from, such as prod/eu/cart (default: its location).")
    var source: String?

    @Option(name: .long, help: "The retention policy (default: that of its kind).")
    var policy: String?

    @Option(name: .long, help: ArgumentHelp("It expires so long from now: 7d, 12h, 90m.", valueName: "span"))
    var expiresIn: TimeSpan?

    @Option(name: .long, help: ArgumentHelp("It expires at this moment.", valueName: "time"))
    var expiresAt: Moment?

    @OptionGroup var log: LogOptions

    @Flag(name: .long, help: "Print one JSON document.")
    var json = false

    func validate() throws {
        guard ["raw", "sanitized"].contains(kind) else { throw ValidationError("--kind is raw or sanitized.") }
        guard expiresIn == nil || expiresAt == nil else { throw ValidationError("Give --expires-in or --expires-at.") }
        guard kind == "raw" || madeFrom != nil else {
            throw ValidationError("A sanitized snapshot needs --made-from: what it came from.")
        }
    }

    func run() throws {
        log.begin()
        var registration = Registration(
            file: file, kind: kind, policy: policy ?? "\(kind)-default", tool: MannequinVersion.tool)
        registration.access = .ofProcess
        registration.source = source
        registration.parent = madeFrom
        if let expiresIn { registration.expiry = .relative(expiresIn.milliseconds) }
        if let expiresAt { registration.expiry = .absolute(expiresAt.milliseconds) }
        let line = ProgressLine("reading", isQuiet: json)
        defer { line.finish() }
        let entry = try registration.run(in: try catalog.open(for: "catalog register"), by: catalog.actor) {
            done, total in
            line.show(done, of: total)
        }
        line.finish()
        if json { return try Terminal.printJSON(entry) }
        print("Registered \(file) as \(entry.snapshot), \(entry.kind).")
        print("Expires: \(entry.expires), \(entry.reason).")
    }
}
