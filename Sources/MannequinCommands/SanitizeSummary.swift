import Catalog
import Governance

/// A report for people, on standard error, so that a pipe stays clean.
enum SanitizeSummary {
    static func show(_ report: SanitizeReport, _ isEphemeral: Bool) {
        let total = max(report.maskedBytes + report.keptBytes, 1)
        let share = Int((Double(report.maskedBytes) / Double(total) * 100).rounded())
        var lines = [
            (report.isDryRun ? "Would write " : "Wrote ")
                + "\(report.output.name ?? "nothing: this was a dry run") (\(Terminal.size(report.output.bytes)), "
                + "\(report.output.rdbVersion)) from \(report.input.name ?? "-") (\(Terminal.size(report.input.bytes)))."
        ]
        let databases = report.keys.db.sorted { (Int($0.key) ?? 0) < (Int($1.key) ?? 0) }
            .map { "\($0.value) in db \($0.key)" }.joined(separator: ", ")
        lines.append(
            "Keys: \(report.keys.total)\(databases.isEmpty ? "" : " (\(databases))"), \(report.expires) with an expiry."
        )
        lines.append("Masked: \(share) % of the bytes of names and values.")
        lines.append(
            isEphemeral
                ? "Masking key: made for this run and forgotten (fingerprint \(report.keyFingerprint))."
                : "Masking key: fingerprint \(report.keyFingerprint).")
        if let retention = report.output.retention {
            lines.append("Expires: \(retention.expires), \(retention.reason).")
        }
        if let retention = report.input.retention {
            lines.append("The original expires: \(retention.expires), \(retention.reason).")
        }
        if !report.checks.isEmpty { lines.append("Verified: every promise holds.") }
        if let catalog = report.catalog {
            lines.append("Recorded: \(catalog), run \(report.runID ?? "").")
        } else if !report.isDryRun {
            lines.append("Not recorded in any catalog: nobody will know of it, and nothing deletes it.")
        }
        for note in report.notes { lines.append("Note: \(note).") }
        print(lines.map { HiddenCharacters.blanked(in: $0) })
        if !report.rules.isEmpty {
            var rows = [["RULE", "KEYS", "VALUES", "TREATMENT"]]
            for rule in report.rules {
                let reason = rule.because.map { " because \($0)" } ?? ""
                rows.append([rule.id, "\(rule.keys)", "\(rule.values)", rule.treatment + reason])
            }
            rows.append(["(no rule)", "\(report.unmatchedKeys)", "", "default policy"])
            print(["", Terminal.table(rows)])
        }
        if !report.codecs.isEmpty {
            var rows = [["CODEC", "MASKED INSIDE", "PARTLY FILLED", "AS A WHOLE"]]
            for (name, count) in report.codecs.sorted(by: { $0.key < $1.key }) {
                rows.append([name, "\(count.masked)", "\(count.filled)", "\(count.opaque)"])
            }
            print(["", Terminal.table(rows)])
        }
        if !report.extras.isEmpty {
            let rows = report.extras.sorted { $0.key < $1.key }.map { ["  " + $0.key, "\($0.value)"] }
            print(["", "Beside keys and values:", Terminal.table(rows)])
        }
    }

    /// A set: a line for each shard, and what all have in common.
    static func show(_ report: SanitizeSetReport, _ isEphemeral: Bool) {
        guard let first = report.shards.first else { return }
        var rows = [["SNAPSHOT", "RESULT", "SIZE", "KEYS", "EXPIRING"]]
        for shard in report.shards {
            rows.append([
                name(shard.input) ?? "", name(shard.output) ?? "(dry run)", Terminal.size(shard.output.bytes),
                "\(shard.keys.total)", "\(shard.expires)",
            ])
        }
        print([Terminal.table(rows), ""])
        var lines = [
            "\(report.shards.count) snapshots, one set: \(report.keys) keys, \(report.expires) with an expiry."
        ]
        lines.append(
            isEphemeral
                ? "Masking key: made for this run and forgotten (fingerprint \(first.keyFingerprint))."
                : "Masking key: fingerprint \(first.keyFingerprint).")
        if !first.checks.isEmpty { lines.append("Verified: every promise holds for each.") }
        if let catalog = report.catalog {
            lines.append("Recorded: \(catalog), run \(report.runID ?? "").")
        } else if !first.isDryRun {
            lines.append("Not recorded in any catalog: nobody will know of it, and nothing deletes it.")
        }
        for note in Set(report.shards.flatMap(\.notes)).sorted() { lines.append("Note: \(note).") }
        print(lines)
    }

    /// A name on one line.
    private static func name(_ file: SanitizeReport.Side) -> String? {
        file.name.map { HiddenCharacters.blanked(in: $0) }
    }

    private static func print(_ lines: [String]) { for line in lines { Terminal.printError(line) } }
}
