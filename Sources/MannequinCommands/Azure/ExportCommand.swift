import ArgumentParser
import Foundation
import Governance

/// `mannequin export`: what has subcommands for services.
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Has a service write the data of a cache into blobs.",
        subcommands: [ExportAzure.self])
}

/// `mannequin export azure`.
struct ExportAzure: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "azure",
        abstract: "Exports an Azure cache into a container, and registers what was written.",
        discussion: """
            The service is asked through Azure Resource Manager, and waited for. All that appears or changes in the container
            meanwhile is read, and registered in the catalog as raw, with an expiry. The cache stays in use.

            EXAMPLES
              mannequin export azure --cache /subscriptions/…/redis/cart --to az://prodredis/exports --prefix cart
              mannequin export azure --cluster /subscriptions/…/redisEnterprise/cart --to az://prodredis/exports --dry-run

            Exit status: that of the program; 77 a permission or signature, 78 the tier stands in the way, 74 the operation
            failed or nobody knows how it ended, 75 it goes on or the cache is busy.
            """)

    @OptionGroup var resource: CacheOptions

    @Option(
        name: .long,
        help: ArgumentHelp("The container: az://account/container[/prefix], or its URL.", valueName: "container"))
    var to: String

    @Option(
        name: .long,
        help: "How the names of blobs begin (Azure Cache for Redis; default: the cache's name and the time).")
    var prefix: String?

    @OptionGroup(title: "Options for the operation") var operation: OperationCommandOptions

    @OptionGroup var catalog: CatalogOptions

    @Flag(name: .long, help: "Record nothing: nobody will delete what was written.")
    var noCatalog = false

    @Option(name: .long, help: "Where the snapshots are from, such as prod/eu/cart (default: the id of the resource).")
    var source: String?

    @Option(name: .long, help: ArgumentHelp("What was written expires so long from now: 7d, 12h.", valueName: "span"))
    var expiresIn: TimeSpan?

    @Option(name: .long, help: "The retention policy of what was written.")
    var policy = "raw-default"

    func validate() throws {
        guard !noCatalog || (expiresIn == nil && catalog.catalog == nil) else {
            throw ValidationError("--no-catalog records nothing, so neither an expiry nor a catalog goes with it.")
        }
    }

    func run() throws {
        var run = ExportRun(try resource.resource(), to: to)
        run.prefix = prefix
        run.access = .ofProcess
        run.options = operation.options
        if !noCatalog {
            run.recorder = try operation.recorder(
                catalog, "export", policy: policy, source: source, expiresIn: expiresIn)
        }
        let line = OperationLine(isQuiet: operation.quiet || operation.json)
        defer { line.finish() }
        let report = try run.run { line.show($0) }
        line.finish()
        try operation.tell(report, report.exitStatus, failure: report.failure) { OperationSummary.show(report) }
    }
}
