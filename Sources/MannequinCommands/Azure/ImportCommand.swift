import ArgumentParser
import Foundation
import Governance

/// `mannequin import`: what has subcommands for services.
struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Has a service take the data of blobs into a cache.",
        subcommands: [ImportAzure.self])
}

/// `mannequin import azure`.
struct ImportAzure: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "azure",
        abstract: "Imports blobs into an Azure cache, in the place of all that it holds.",
        discussion: """
            An import deletes all that the cache holds, and nobody can use it meanwhile: so --replace has to be given. What the
            catalog knows as raw is imported only with --allow-raw, what it does not know at all only with --allow-unknown.

            EXAMPLES
              mannequin import azure --cluster /subscriptions/…/redisEnterprise/test az://testredis/imports/cart.rdb --dry-run
              mannequin import azure --cache /subscriptions/…/redis/test az://testredis/imports/cart.rdb --replace
            """)

    @OptionGroup var resource: CacheOptions

    @Argument(help: ArgumentHelp("The blobs: az://account/container/name, or their URLs.", valueName: "blob"))
    var blobs: [String]

    @Flag(name: .long, help: "Delete all that the cache holds, which an import does.")
    var replace = false

    @Flag(name: .long, help: "Import snapshots that the catalog does not know as sanitized.")
    var allowUnknown = false

    @Flag(name: .long, help: "Import raw snapshots: to move production data to another place of production.")
    var allowRaw = false

    @OptionGroup(title: "Options for the operation") var operation: OperationCommandOptions

    @OptionGroup var catalog: CatalogOptions

    @Flag(name: .long, help: "Record nothing: nobody will know what the cache holds.")
    var noCatalog = false

    @Option(name: .long, help: ArgumentHelp("What was imported expires so long from now: 7d, 12h.", valueName: "span"))
    var expiresIn: TimeSpan?

    @Option(name: .long, help: "The retention policy of what the cache holds.")
    var policy = "deployment-default"

    func validate() throws {
        guard !noCatalog || (expiresIn == nil && catalog.catalog == nil) else {
            throw ValidationError("--no-catalog records nothing, so neither an expiry nor a catalog goes with it.")
        }
    }

    func run() throws {
        var run = ImportRun(try resource.resource(), from: blobs)
        run.replaces = replace
        run.allowsUnknown = allowUnknown
        run.allowsRaw = allowRaw
        run.access = .ofProcess
        run.options = operation.options
        if !noCatalog {
            run.recorder = try operation.recorder(catalog, "import", policy: policy, source: nil, expiresIn: expiresIn)
        }
        let line = OperationLine(isQuiet: operation.quiet || operation.json)
        defer { line.finish() }
        let report = try run.run { line.show($0) }
        line.finish()
        try operation.tell(report, report.exitStatus, failure: report.operation.failure) {
            OperationSummary.show(report)
        }
    }
}
