import ArgumentParser
import Catalog
import Foundation
import Governance

/// What is written down about a run, and how long its snapshots may live.
struct RecordingCommandOptions: ParsableArguments {
    @OptionGroup var catalog: CatalogOptions
    @OptionGroup var signing: SigningOptions

    @Flag(name: .long, help: "Record nothing: no lineage, no expiry, no proof of deletion later.")
    var noCatalog = false

    @Option(name: .long, help: "Where the snapshot is from, such as prod/eu/cart (default: its location).")
    var source: String?

    @Option(name: .long, help: ArgumentHelp("The result expires so long from now: 7d, 12h, 90m.", valueName: "span"))
    var expiresIn: TimeSpan?

    @Option(name: .long, help: ArgumentHelp("The result expires at this moment.", valueName: "time"))
    var expiresAt: Moment?

    @Option(name: .long, help: "The retention policy of the result.")
    var policy = "sanitized-default"

    @Option(name: .long, help: ArgumentHelp("The snapshot that is read expires so long from now.", valueName: "span"))
    var rawExpiresIn: TimeSpan?

    @Option(name: .long, help: "The retention policy of the snapshot that is read.")
    var rawPolicy = "raw-default"

    func validate() throws {
        guard expiresIn == nil || expiresAt == nil else {
            throw ValidationError("--expires-in and --expires-at say the same in two ways; give one.")
        }
        guard !noCatalog || (expiresIn == nil && expiresAt == nil && rawExpiresIn == nil && catalog.catalog == nil)
        else {
            throw ValidationError("--no-catalog records nothing, so neither an expiry nor a catalog goes with it.")
        }
    }

    /// Writes the run down; nil where nothing is to be recorded.
    func recorder(isKeyEphemeral: Bool) throws -> SanitizeRecorder? {
        guard !noCatalog else { return nil }
        return SanitizeRecorder(
            try catalog.open(for: "sanitize"), options(isKeyEphemeral: isKeyEphemeral),
            evidence: try signing.writer(for: try catalog.place()), actor: catalog.actor)
    }

    /// What the catalog knows of files, for a run that is not recorded in it; nil where there is none.
    func knownFiles() throws -> KnownFiles? {
        guard let place = try? catalog.place() else { return nil }
        return try place.openIfThere().map { KnownFiles($0, host: catalog.actor.host) }
    }

    /// What is to be written down.
    func options(isKeyEphemeral: Bool) -> RecordingOptions {
        var options = RecordingOptions(tool: MannequinVersion.tool, isKeyEphemeral: isKeyEphemeral)
        options.source = source
        options.policy = policy
        options.rawPolicy = rawPolicy
        if let expiresIn { options.expiry = .relative(expiresIn.milliseconds) }
        if let expiresAt { options.expiry = .absolute(expiresAt.milliseconds) }
        if let rawExpiresIn { options.rawExpiry = .relative(rawExpiresIn.milliseconds) }
        return options
    }
}

/// A span of time on the command line: 45s, 90m, 12h, 7d, 2w.
struct TimeSpan: ExpressibleByArgument {
    /// In ms; more than nothing.
    let milliseconds: Int64

    init?(argument: String) {
        guard let milliseconds = RetentionPolicies.span(argument) else { return nil }
        self.milliseconds = milliseconds
    }
}
