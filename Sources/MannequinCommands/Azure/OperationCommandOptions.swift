import ArgumentParser
import AzureManagement
import Catalog
import Foundation
import Governance

/// Which cache or database a command means.
struct CacheOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("A cache of Azure Cache for Redis, by its resource id.", valueName: "id"))
    var cache: String?

    @Option(
        name: .long,
        help: ArgumentHelp("A cluster of Azure Managed Redis or Enterprise, by its resource id.", valueName: "id"))
    var cluster: String?

    @Option(name: .long, help: "The database of the cluster (default: that of the id, else default).")
    var database: String?

    func validate() throws {
        guard (cache == nil) != (cluster == nil) else {
            throw ValidationError("Give --cache ID for Azure Cache for Redis, or --cluster ID for Managed Redis.")
        }
    }

    /// The resource.
    func resource() throws -> CacheResource {
        let resource: CacheResource
        do {
            resource = try CacheResource(cache ?? cluster ?? "", database: database)
        } catch {
            throw RunError(.usage, "\(error)")
        }
        guard (resource.provider == .cache) == (cache != nil) else {
            throw RunError(
                .usage, cache == nil ? "this is a cache: give it as --cache" : "this is a cluster: give it as --cluster"
            )
        }
        return resource
    }
}

/// How a service is asked.
struct OperationCommandOptions: ParsableArguments {
    /// What the service shows the storage account.
    enum Authentication: String, ExpressibleByArgument, CaseIterable {
        case sas
        case managedIdentity = "managed-identity"
    }

    @Option(
        name: .long,
        help: ArgumentHelp(
            "What the cache shows the storage account: a SAS made for it, or its own identity (Azure Cache for Redis).",
            valueName: "way"))
    var auth = Authentication.sas

    @Option(name: .long, help: ArgumentHelp("For how long a SAS is made; 2h at least.", valueName: "span"))
    var signedFor: TimeSpan?

    @Option(
        name: .long,
        help: ArgumentHelp("Stop waiting after so long; the operation goes on (exit status 75).", valueName: "span"))
    var timeout: TimeSpan?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Ask so often how far it is, where the service does not say (default: 30s).", valueName: "span"))
    var pollEvery: TimeSpan?

    @Flag(name: .long, help: "Look at everything, and ask nothing of the service.")
    var dryRun = false

    @Flag(name: .long, help: "Print one JSON document.")
    var json = false

    @Flag(name: [.short, .long], help: "Say nothing but errors.")
    var quiet = false

    func validate() throws {
        if let signedFor, Duration.milliseconds(signedFor.milliseconds) < OperationOptions.shortestSignature {
            throw ValidationError("The service wants more than an hour to be left of a SAS: --signed-for 2h, or more.")
        }
    }

    /// As a run takes them.
    var options: OperationOptions {
        var options = OperationOptions()
        options.usesManagedIdentity = auth == .managedIdentity
        if let signedFor { options.signedFor = .milliseconds(signedFor.milliseconds) }
        if let pollEvery { options.pollInterval = .milliseconds(pollEvery.milliseconds) }
        options.timeout = timeout.map { .milliseconds($0.milliseconds) }
        options.isDryRun = dryRun
        return options
    }

    /// Writes a run down; what is only rehearsed reads the catalog, where there is one.
    func recorder(
        _ catalog: CatalogOptions, _ purpose: String, policy: String, source: String?, expiresIn: TimeSpan?
    ) throws -> ServiceRecorder? {
        if dryRun, !FileManager.default.fileExists(atPath: try catalog.place().path) { return nil }
        var recording = RecordingOptions(tool: MannequinVersion.tool, isKeyEphemeral: false)
        recording.policy = policy
        recording.source = source
        if let expiresIn { recording.expiry = .relative(expiresIn.milliseconds) }
        let place = try dryRun ? catalog.openReadOnly() : catalog.open(for: purpose)
        return ServiceRecorder(place, recording, actor: catalog.actor)
    }

    /// Prints a report as it was asked for, and ends the command as its status says.
    func tell(_ report: some Encodable, _ status: ExitStatus, failure: String?, show: () -> Void) throws {
        if json {
            try Terminal.printJSON(report)
            if let failure { Terminal.printError("mannequin: \(failure)") }
        } else if !quiet || status != .done {
            show()
        }
        if status != .done { throw ExitCode(status.rawValue) }
    }
}
