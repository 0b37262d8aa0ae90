import ArgumentParser
import Foundation
import Governance

/// `mannequin run`.
struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Runs a pipeline: export, sanitize, import or load, and the end of the raw snapshots.",
        discussion: """
            A pipeline is a YAML file, see docs/runbook.md. Each of its steps is a run of its own in the catalog. One that
            was killed or has failed is taken up by --resume after the steps that are complete. Secrets are no part of the
            file: they come from the environment, as for the single commands.

            EXAMPLES
              mannequin run nightly.yaml --dry-run
              mannequin run nightly.yaml
              mannequin run nightly.yaml --resume
            """)

    @Argument(help: "The pipeline.")
    var file: String

    @Flag(name: .long, help: "Take up the last run of this pipeline after the steps that are complete.")
    var resume = false

    @Flag(name: .long, help: "Check the pipeline, its key, rules and snapshots, and say what would be done.")
    var dryRun = false

    @OptionGroup var catalog: CatalogOptions
    @OptionGroup var signing: SigningOptions

    @Option(name: .long, help: "Worker threads.")
    var jobs = ProcessInfo.processInfo.activeProcessorCount

    @Option(name: .long, help: ArgumentHelp("Ask a service so often how far it is (default: 30s).", valueName: "span"))
    var pollEvery: TimeSpan?

    @Flag(name: .long, help: "Print one JSON document.")
    var json = false

    @Flag(name: [.short, .long], help: "Say nothing but errors.")
    var quiet = false

    func validate() throws {
        guard jobs >= 1, jobs <= 256 else { throw ValidationError("--jobs is a number from 1 to 256.") }
        guard !(resume && dryRun) else { throw ValidationError("Give --resume or --dry-run.") }
    }

    func run() throws {
        let text = String(decoding: try InputText.bytes(of: file), as: UTF8.self)
        let pipeline = try Pipeline(text, file: file)
        var context = PipelineContext(
            try catalog.open(for: "run", rehearsing: dryRun), evidence: try signing.writer(for: try catalog.place()),
            actor: catalog.actor,
            access: .ofProcess, tool: MannequinVersion.tool, moment: catalog.now?.milliseconds, jobs: jobs)
        context.serverPassword = ProcessInfo.processInfo.environment["REDISCLI_AUTH"]
        if let pollEvery { context.operation.pollInterval = .milliseconds(pollEvery.milliseconds) }
        let run = PipelineRun(pipeline, in: context)
        if dryRun {
            let lines = try run.plan()
            if json { return try Terminal.printJSON(lines) }
            for (index, line) in lines.enumerated() { print("\(index + 1). \(line)") }
            return
        }
        var line: (step: String, line: ProgressLine)?
        defer { line?.line.finish() }
        let report = try run.run(resuming: resume) { step, done, total in
            if line?.step != step {
                line?.line.finish()
                line = (step, ProgressLine(step, isQuiet: quiet || json))
            }
            line?.line.show(done, of: total)
        }
        line?.line.finish()
        if json { return try Terminal.printJSON(report) }
        if !quiet { show(report) }
    }

    private func show(_ report: PipelineReport) {
        let rows = report.steps.map { [$0.name, $0.state, $0.run, String(format: "%.1f s", $0.seconds)] }
        Terminal.printError(Terminal.table([["STEP", "STATE", "RUN", "TIME"]] + rows))
        Terminal.printError("Results: \(report.results.joined(separator: ", ")).")
        Terminal.printError("Recorded: \(report.catalog), run \(report.run).")
    }
}
