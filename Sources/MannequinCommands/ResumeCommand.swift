import ArgumentParser
import Foundation
import Governance

/// `mannequin resume`.
struct ResumeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Takes up runs of sanitize that write a blob and were killed.",
        discussion: """
            A run that was killed before its result was recorded is done again, and only those blocks are sent that are not
            staged; one killed later is committed, or its record completed; what cannot come to an end any more is withdrawn.
            The snapshot has to be the same, and key and rule files have to be where they were. A signature (SAS) of the
            first call is not kept: give credentials in the environment. Without RUN, all such runs of this catalog and host; then
            the records of results of sets and files are withdrawn that never got their names.

            EXAMPLES
              mannequin resume --dry-run
              mannequin resume
              mannequin resume --abandon 01939f2c-…

            Exit status: 0 every run has come to its end; else what the first that has not would have ended with.
            """)

    @Argument(help: ArgumentHelp("The uid of a run, or its beginning.", valueName: "run"))
    var runs: [String] = []

    @Flag(name: .long, help: "Give the runs up: drop what is staged, withdraw what is recorded.")
    var abandon = false

    @OptionGroup var catalog: CatalogOptions
    @OptionGroup var signing: SigningOptions

    @Flag(name: .long, help: "Say what would be done, and do nothing.")
    var dryRun = false

    @OptionGroup var log: LogOptions

    @Flag(name: .long, help: "Print one JSON document.")
    var json = false

    @Flag(name: [.short, .long], help: "Say nothing but errors.")
    var quiet = false

    func validate() throws {
        guard !abandon || !runs.isEmpty else { throw ValidationError("--abandon needs the runs to give up.") }
    }

    func run() throws {
        log.begin()
        let place = try catalog.place()
        let transfer = TransferCounts()
        var access = BlobAccess.ofProcess
        access.transfer = transfer
        let resume = ResumeRun(
            try catalog.open(for: "resume", rehearsing: dryRun), access, actor: catalog.actor,
            tool: MannequinVersion.tool
        ) { [signing] earlier in
            var signing = signing
            signing.signingKey = signing.signingKey ?? earlier
            return try signing.writer(for: place)
        }
        let line = ProgressLine("sanitizing", isQuiet: quiet || json)
        line.transfer = transfer
        defer { line.finish() }
        let report = try resume.run(runs, abandoning: abandon, isRehearsal: dryRun) { done, total in
            line.show(done, of: total)
        }
        line.finish()
        if json { try Terminal.printJSON(report) } else { show(report) }
        if report.status != .done { throw ExitCode(report.status.rawValue) }
    }

    private func show(_ report: ResumeReport) {
        for item in report.items where !quiet || item.isTrouble {
            let line = "\(item.outcome.rawValue): run \(item.run), \(item.output): \(item.detail)"
            if item.isTrouble { Terminal.printError("mannequin: \(line)") } else { print(line) }
        }
        if report.items.isEmpty, !quiet { print("No run is waiting.") }
    }
}
