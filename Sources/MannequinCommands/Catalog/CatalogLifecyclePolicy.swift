import ArgumentParser
import Governance

/// `mannequin catalog lifecycle-policy`.
struct CatalogLifecyclePolicy: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lifecycle-policy",
        abstract: "Prints a lifecycle policy for an Azure account that deletes what expires, should no sweep do it.",
        discussion: """
            The policy is on standard output, what it does not do on standard error. Page blobs, as Premium caches export them,
            are deleted by no rule of Azure. Each known blob is looked up for that; --offline leaves it out.

            EXAMPLES
              mannequin catalog lifecycle-policy --container az://prodredis/exports > policy.json
              az storage account management-policy create --account-name prodredis -g rg --policy @policy.json
            """)

    @OptionGroup var catalog: CatalogOptions

    @Option(
        name: .long,
        help: ArgumentHelp("Only for this container: az://account/container. May be repeated.", valueName: "container"))
    var container: [String] = []

    @Option(name: .long, help: ArgumentHelp("Delete after so many days (default: the longest expiry).", valueName: "n"))
    var days: Int?

    @Flag(name: .long, help: "Do not ask the account which blobs are page blobs.")
    var offline = false

    func validate() throws {
        if let days, !(1...99_999).contains(days) { throw ValidationError("--days is a whole number from 1 on.") }
    }

    func run() throws {
        var run = LifecycleRun()
        run.containers = container
        run.days = days
        run.access = .ofProcess
        run.asksService = !offline
        let outcome = try run.run(in: try catalog.openReadOnly())
        for warning in outcome.warnings { Terminal.printError("Note: \(warning).") }
        try Terminal.printJSON(outcome.policy)
    }
}
