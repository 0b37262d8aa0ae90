import ArgumentParser
import Catalog
import Foundation
import Governance

/// `mannequin sweep`.
struct SweepCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sweep",
        abstract: "Deletes the copies of snapshots whose time is over, and records the proof.",
        discussion: """
            For each copy that is due: claim it in the catalog, which checks hold and expiry once more, delete it, look
            for it again, write its tombstone. What cannot be deleted is recorded with the reason and never stops the
            rest. A sweep that was killed is finished by the next one; two at once are safe. Files of other hosts are
            left to a sweep there. Of a blob all versions and snapshots go; what soft delete keeps is recorded as
            recoverable until then, what a lease, a hold or immutability protects as blocked.

            EXAMPLES
              mannequin sweep --dry-run
              mannequin sweep --dry-run --now 2027-01-01
              mannequin sweep
              mannequin sweep --dry-run --json > plan.json
              mannequin sweep --apply plan.json

            Exit status: 0 all done, 75 something is to be tried again, or the plan holds no longer, 77 something is
            blocked.
            """)

    @OptionGroup var catalog: CatalogOptions
    @OptionGroup var signing: SigningOptions

    @Flag(name: .long, help: "Print what would be deleted, with a digest, and delete nothing.")
    var dryRun = false

    @Option(
        name: .long,
        help: ArgumentHelp("Delete exactly what this plan of --dry-run --json says, or nothing.", valueName: "plan"))
    var apply: String?

    @OptionGroup var log: LogOptions

    @Flag(name: .long, help: "Print one JSON document.")
    var json = false

    @Flag(name: [.short, .long], help: "Say nothing but errors.")
    var quiet = false

    func validate() throws {
        guard !(dryRun && apply != nil) else { throw ValidationError("Give --dry-run to plan, or --apply to do it.") }
    }

    func run() throws {
        log.begin()
        let host = catalog.actor.host
        let catalog = try catalog.open(for: "sweep", rehearsing: dryRun)
        let sweep = SweepRun(
            catalog, stores: [FileCopies(host: host), BlobCopies(.ofProcess)], tool: MannequinVersion.tool, host: host)
        if dryRun { return try show(try sweep.plan(at: self.catalog.moment)) }
        let plan = try apply.map { try SweepPlan.read(try InputText.bytes(of: $0), file: $0) }
        let line = ProgressLine("sweeping", isQuiet: quiet || json)
        defer { line.finish() }
        let evidence = try signing.writer(for: try self.catalog.place())
        let report = try sweep.run(at: self.catalog.moment, applying: plan, evidence: evidence) { done, total in
            line.show(count: done, of: total)
        }
        line.finish()
        if json { try Terminal.printJSON(report) } else if !quiet { Self.show(report) }
        if report.status != .done { throw ExitCode(report.status.rawValue) }
    }

    private func show(_ plan: SweepPlan) throws {
        if json { return try Terminal.printJSON(plan) }
        if plan.items.isEmpty { return print("Nothing is due.") }
        let rows = plan.items.map { [$0.expired, $0.kind, $0.snapshot, "\($0.namespace)/\($0.name)"] }
        print(Terminal.table([["EXPIRED", "KIND", "SNAPSHOT", "COPY"]] + rows))
        print("Would delete \(plan.items.count) copies; plan \(plan.digest).")
    }

    private static func show(_ report: SweepReport) {
        if let unsigned = report.unsigned {
            Terminal.printError("Statements about what was deleted could not be signed; sweep again: \(unsigned)")
        }
        if report.items.isEmpty { return print("Nothing was due.") }
        let rows = report.items.map { item in
            [item.outcome.rawValue, item.kind, item.snapshot, "\(item.namespace)/\(item.name)", item.detail]
        }
        print(Terminal.table([["OUTCOME", "KIND", "SNAPSHOT", "COPY", "HOW"]] + rows))
        let counts = SweepReport.Outcome.allCases.compactMap { outcome -> String? in
            let count = report.items.filter { $0.outcome == outcome }.count
            return count == 0 ? nil : "\(count) \(outcome.rawValue)"
        }
        print(counts.joined(separator: ", ") + ".")
    }
}
