import ArgumentParser
import Catalog
import Foundation
import Governance

/// Which catalog a command means, and at what time.
struct CatalogOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "The catalog (default: $MANNEQUIN_CATALOG, else mannequin/catalog.sqlite in $XDG_DATA_HOME).",
            valueName: "file"))
    var catalog: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            """
            Act as if it were this moment: RFC 3339, or milliseconds since 1970. For questions and rehearsals: what writes \
            or deletes refuses the future.
            """, valueName: "time"))
    var now: Moment?

    /// Where it is.
    func place() throws -> CatalogPlace {
        try CatalogPlace(given: catalog, environment: ProcessInfo.processInfo.environment)
    }

    /// The catalog, for reading.
    func openReadOnly() throws -> Catalog { try place().openReadOnly() }

    /// The catalog, for writing. Refuses a `--now` of the future, but in a rehearsal: what is deleted does not come back, and
    /// what is written down cannot be undated. A rehearsal writes nothing with that date either.
    func open(for purpose: String, rehearsing: Bool = false) throws -> Catalog {
        if !rehearsing { try refuseFuture() }
        return try place().open(for: purpose, by: actor, at: rehearsing ? nil : now?.milliseconds)
    }

    private func refuseFuture() throws(RunError) {
        // The tests of this program let days pass so; nothing else sets it.
        guard ProcessInfo.processInfo.environment["MANNEQUIN_ALLOW_FUTURE_NOW"] != "1" else { return }
        guard let now, now.milliseconds > CatalogPlace.now() + 60_000 else { return }
        throw RunError(
            .usage,
            "--now is a moment of the future, and nothing is written down or deleted before its time; leave it out, or "
                + "give it where only is read, such as sweep --dry-run")
    }

    /// Who runs the command, on which machine.
    var actor: Actor { .current(environment: ProcessInfo.processInfo.environment) }

    /// The time, in ms since 1970.
    var moment: Int64 { now?.milliseconds ?? CatalogPlace.now() }
}

extension ArgumentHelp {
    /// How a snapshot of the catalog is named.
    static let snapshot: ArgumentHelp = "The snapshot: a uid, a SHA-256, the beginning of either, or a path."
}

/// A moment on the command line.
struct Moment: ExpressibleByArgument {
    /// In ms since 1970.
    let milliseconds: Int64

    init?(argument: String) {
        guard let milliseconds = Self.parse(argument) else { return nil }
        self.milliseconds = milliseconds
    }

    /// RFC 3339 with or without a time (midnight UTC then), or digits: milliseconds since 1970.
    private static func parse(_ text: String) -> Int64? {
        if text.count > 8, let number = Int64(text) { return number }
        let full = text.contains("T") ? text : text + "T00:00:00Z"
        let zoned = full.hasSuffix("Z") || full.dropFirst(19).contains(where: { "+-".contains($0) }) ? full : full + "Z"
        let strategy = Date.ISO8601FormatStyle()
        let date =
            (try? Date(zoned, strategy: strategy))
            ?? (try? Date(zoned, strategy: strategy.time(includingFractionalSeconds: true)))
        return date.map { Int64($0.timeIntervalSince1970 * 1000) }
    }
}
