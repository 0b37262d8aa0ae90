import Governance

/// A report of a load for people, on standard error.
enum LoadSummary {
    static func show(_ report: LoadReport) {
        let target = report.target
        let product = target.product.map { " (\($0))" } ?? ""
        var lines: [String] = []
        if report.isDryRun {
            lines.append(
                "Would load \(report.keys.total) keys\(databases(report.keys.db)) of \(report.input.name ?? "-") into "
                    + "\(target.address)\(product).")
            lines.append(present(report))
            lines.append("\(report.expires) keys have an expiry; those that are over by then are left out.")
        } else {
            lines.append("Loaded \(report.loadedKeys) of \(report.keys.total) keys into \(target.address)\(product).")
            if report.expiredKeys > 0 { lines.append("Left out: \(report.expiredKeys) keys that have expired.") }
        }
        if !target.primaries.isEmpty {
            lines.append("Cluster: \(target.primaries.count) primaries (\(target.primaries.joined(separator: ", "))).")
        }
        if report.functions > 0 {
            lines.append(
                "Function libraries: \(report.functions)\(report.isDryRun ? "" : ", loaded \(report.loadedFunctions)")."
            )
        }
        for (what, count) in report.left.sorted(by: { $0.key < $1.key }) {
            lines.append("Left out: \(what), \(count), which no command loads.")
        }
        for (type, count) in report.refused.sorted(by: { $0.key < $1.key }) {
            lines.append("Refused by the server: \(count) values of type \(type), which it does not read.")
        }
        if let retention = target.retention { lines.append("Expires: \(retention.expires), \(retention.reason).") }
        if let catalog = report.catalog {
            lines.append("Recorded: \(catalog), run \(report.runID ?? "").")
        } else if !report.isDryRun {
            lines.append("Not recorded in any catalog: nobody will know what the server holds.")
        }
        for note in report.notes { lines.append("Note: \(note).") }
        for line in lines { Terminal.printError(line) }
    }

    private static func databases(_ counts: [String: Int]) -> String {
        guard !counts.isEmpty else { return "" }
        let parts = counts.sorted { (Int($0.key) ?? 0) < (Int($1.key) ?? 0) }.map { "\($0.value) in db \($0.key)" }
        return " (\(parts.joined(separator: ", ")))"
    }

    private static func present(_ report: LoadReport) -> String {
        let count = report.target.keysBefore.values.reduce(0, +)
        let held = "It holds \(count) keys\(databases(report.target.keysBefore))"
        guard count > 0 else { return "It is empty." }
        return report.presentKeys == "flush"
            ? "\(held), all of which would be deleted." : "\(held); those with the same names would be overwritten."
    }
}
