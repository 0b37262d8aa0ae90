import ArgumentParser
import Catalog
import Foundation
import Governance

/// The terminal and the standard streams.
enum Terminal {
    /// Whether standard error is a terminal: progress and colour are shown only there.
    static var isInteractive: Bool {
        isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
    }

    /// A reader that goes away ends the program by an error, not by a signal.
    static func ignoreBrokenPipes() { _ = signal(SIGPIPE, SIG_IGN) }

    /// A line on standard error, or several: without secrets, and without what a terminal would obey.
    static func printError(_ line: String) { StandardStream.error.show(line) }

    /// One document on standard output: sorted keys, so that it can be compared.
    static func printJSON(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        StandardStream.output.write(Array(try encoder.encode(value)) + [0x0A])
    }

    /// A part of a long output; throws when nobody can get it, so that the rest need not be made: with the status of a
    /// program that `SIGPIPE` has ended when the reader has gone away, and with 74 else.
    static func stream(_ part: [UInt8]) throws {
        StandardStream.output.write(part)
        guard StandardStream.output.failure != nil else { return }
        throw ExitCode(
            StandardStream.output.isClosedByReader ? 128 + SIGPIPE : ExitStatus.inputOutput.rawValue)
    }

    /// A line of aligned columns.
    static func table(_ rows: [[String]]) -> String {
        var widths: [Int] = []
        for row in rows {
            for (column, cell) in row.enumerated() {
                if column == widths.count { widths.append(0) }
                widths[column] = max(widths[column], cell.count)
            }
        }
        return rows.map { row in
            var line = row.enumerated().map { column, cell in
                cell + String(repeating: " ", count: widths[column] - cell.count)
            }.joined(separator: "  ")
            while line.last == " " { line.removeLast() }
            return line
        }.joined(separator: "\n")
    }

    /// The rows of a question under its columns, on standard output.
    static func printTable(_ result: QueryResult) {
        let rows = result.rows.map { row in row.map { $0.description.replacing("\n", with: " ") } }
        print(table([result.columns.map { $0.uppercased() }] + rows))
    }

    /// Bytes in a unit a person reads: 1.5 MiB.
    static func size(_ byteCount: UInt64) -> String {
        guard byteCount >= 1024 else { return "\(byteCount) B" }
        var value = Double(byteCount)
        var unit = 0
        let units = ["B", "KiB", "MiB", "GiB", "TiB"]
        while value >= 1024, unit < units.count - 1 {
            value /= 1024
            unit += 1
        }
        return String(format: "%.1f %@", value, units[unit])
    }
}
