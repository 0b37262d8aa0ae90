import Governance
import Masking

/// The text of `mannequin detect`: kinds, counts and places, and no value.
struct DetectSummary {
    private static let shownPlaces = 4

    private var places: [String: [String]] = [:]

    /// Remembers a place, if it is among the first of its kind.
    mutating func add(_ place: DetectRun.Place) {
        let name = place.finding.kind.name
        guard places[name, default: []].count < Self.shownPlaces else { return }
        places[name, default: []].append("\(place.line):\(place.column)")
    }

    /// A table with a row for each kind.
    func text(_ report: DetectReport) -> String {
        guard report.total > 0 else { return "Nothing found in \(Terminal.size(report.byteCount))." }
        let kinds = SensitiveKind.allCases.map(\.name)
        var rows = [["KIND", "FOUND", "SURE", "LIKELY", "OTHER", "FIRST AT LINE:COLUMN"]]
        for kind in kinds {
            guard let count = report.kinds[kind] else { continue }
            let (high, medium) = (count.byConfidence["high"] ?? 0, count.byConfidence["medium"] ?? 0)
            let shown = places[kind] ?? []
            let more = count.total > shown.count ? " …" : ""
            rows.append([
                kind, "\(count.total)", "\(high)", "\(medium)", "\(count.total - high - medium)",
                shown.joined(separator: " ") + more,
            ])
        }
        return Terminal.table(rows) + "\n\(report.total) found in \(Terminal.size(report.byteCount))."
    }

    /// A line of `--list`.
    static func line(_ place: DetectRun.Place) -> String {
        let finding = place.finding
        var line = "\(place.line):\(place.column)  \(finding.kind.name)"
        if let issuer = finding.issuer { line += " \(issuer)" }
        return line + "  \(finding.confidence.name), \(finding.evidence.name), \(finding.range.count) bytes"
    }
}
