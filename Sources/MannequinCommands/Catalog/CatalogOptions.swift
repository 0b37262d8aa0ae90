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
            "Act as if it were this moment: RFC 3339, or milliseconds since 1970. For rehearsals.", valueName: "time"))
    var now: Moment?

    /// Where it is.
    func place() throws -> CatalogPlace {
        try CatalogPlace(given: catalog, environment: ProcessInfo.processInfo.environment)
    }

    /// The catalog, for reading.
    func openReadOnly() throws -> Catalog { try place().openReadOnly() }

    /// The catalog, for writing.
    func open(for purpose: String) throws -> Catalog {
        try place().open(
            for: purpose, by: .current(environment: ProcessInfo.processInfo.environment), at: now?.milliseconds)
    }

    /// The time, in ms since 1970.
    var moment: Int64 { now?.milliseconds ?? CatalogPlace.now() }
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
