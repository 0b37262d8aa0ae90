import Foundation
import Governance

/// A report of an export or import for people, on standard error.
enum OperationSummary {
    static func show(_ report: ExportReport) {
        var lines = rows(report.operation)
        for blob in report.blobs {
            let what = blob.rdbVersion.map { "\($0), \(blob.keys ?? 0) keys" } ?? "not read"
            lines.append(
                "Written: \(blob.name) (\(Terminal.size(UInt64(max(0, blob.bytes)))), \(blob.type) blob, \(what)).")
            if let snapshot = blob.snapshotID {
                lines.append("  Registered as \(snapshot), raw; expires \(blob.expires ?? "").")
            }
            if let note = blob.note { lines.append("  Note: \(note).") }
            if let problem = blob.problem { lines.append("  Not registered: \(problem).") }
        }
        lines += end(report.operation, "export of \(report.operation.resource) to \(report.container)")
        for line in lines { Terminal.printError(line) }
    }

    static func show(_ report: ImportReport) {
        var lines = rows(report.operation)
        let names = report.blobs.map(\.name).joined(separator: ", ")
        lines += end(report.operation, "import of \(names) into \(report.operation.resource)")
        for line in lines { Terminal.printError(line) }
    }

    private static func rows(_ report: OperationReport) -> [String] {
        let table = report.checks.map { [$0.status.rawValue, $0.check, $0.sentence] }
        return table.isEmpty ? [] : [Terminal.table(table)]
    }

    private static func end(_ report: OperationReport, _ what: String) -> [String] {
        let id = report.operation.map { ", operation \($0)" } ?? ""
        var lines: [String] = []
        switch report.state {
        case .rehearsed: lines.append("Would ask for the \(what).")
        case .stopped: lines.append("Not asked for, as something stands in the way: the \(what).")
        case .succeeded:
            lines.append("Done in \(Int(report.seconds)) s: the \(what)\(id).")
        default: lines.append("\(report.state.rawValue.capitalized): the \(what)\(id). \(report.detail).")
        }
        if let catalog = report.catalog {
            lines.append("Recorded: \(catalog), run \(report.runID ?? "").")
        } else if ![.rehearsed, .stopped].contains(report.state) {
            lines.append("Not recorded in any catalog: nobody will know of it.")
        }
        return lines + report.notes.map { "Note: \($0)." }
    }
}

/// The line on a terminal that says how far an operation is.
final class OperationLine {
    private let reading: ProgressLine
    private let waiting: ProgressLine

    init(isQuiet: Bool) {
        reading = ProgressLine("reading", isQuiet: isQuiet)
        waiting = ProgressLine("waiting for the service", isQuiet: isQuiet)
    }

    func show(_ progress: OperationProgress) {
        switch progress {
        case .reading(let done, let total): reading.show(done, of: total)
        case .waiting(let percent, let seconds):
            waiting.show(text: "\(seconds) s" + (percent.map { ", \(Int(max(0, min(100, $0)))) % done" } ?? ""))
        }
    }

    func finish() {
        reading.finish()
        waiting.finish()
    }
}
