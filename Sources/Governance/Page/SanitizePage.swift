public import Sanitizing

/// A run of `sanitize` as a page for people: what was in, what was done with it, and what is left of it.
///
/// It needs no script and nothing from elsewhere. There is no key, value or name of the snapshot in it, but in what the author of
/// a rule wrote as its id or reason.
public struct SanitizePage: Sendable {
    let report: SanitizeReport
    let isKeyEphemeral: Bool
    let inspection: Inspection?
    let hits: (before: [String: Int], after: [String: Int])?
    let madeAt: String

    /// A page. The inspection is of the result, whose shape is that of the snapshot; hits are known where the result was verified.
    public init(
        _ report: SanitizeReport, isKeyEphemeral: Bool, inspection: Inspection?,
        hits: (before: [String: Int], after: [String: Int])?, madeAt: String
    ) {
        self.report = report
        self.isKeyEphemeral = isKeyEphemeral
        self.inspection = inspection
        self.hits = hits
        self.madeAt = madeAt
    }

    /// The page.
    public var html: String {
        var page = Markup()
        page.raw("<!DOCTYPE html>")
        page.raw("<html lang=\"en\"><head><meta charset=\"utf-8\"/>")
        page.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>")
        page.element("title", "Sanitized snapshot: \(report.output.name ?? "dry run")")
        page.raw("<style>\(PageStyle.css)</style></head><body><main>")
        page.element("h1", "Sanitized snapshot")
        page.element("p", verdict, attributes: "class=\"verdict\"")
        addSides(&page)
        addDecisions(&page)
        addRules(&page)
        addKept(&page)
        addKeys(&page)
        addChecks(&page)
        addCodecs(&page)
        addAnonymity(&page)
        addRisks(&page)
        addOrigin(&page)
        page.raw("</main></body></html>")
        return page.text
    }

    var total: Int { report.maskedBytes + report.keptBytes }

    private var verdict: String {
        let written = report.isDryRun ? "A dry run: nothing was written. " : ""
        let masked =
            "\(Chart.percent(report.maskedBytes, of: total)) of the bytes of names and values of \(report.keys.total) keys were masked. "
        let checked =
            report.checks.isEmpty
            ? "The result was not compared with the snapshot: run it with --verify to know that it keeps its promises."
            : report.checks.allSatisfy(\.passed)
                ? "The result was compared with the snapshot, and every promise holds."
                : "A promise is broken: do not use it."
        return written + masked + checked
    }

    private func addSides(_ page: inout Markup) {
        page.section("What went in and what came out") { page in
            page.table(
                "The two files", ["", "Snapshot", "Result"], textColumns: 3,
                [
                    ["Name", report.input.name ?? "-", report.output.name ?? "not written"],
                    ["Bytes", "\(report.input.bytes)", "\(report.output.bytes)"],
                    ["Format", report.input.rdbVersion, report.output.rdbVersion],
                    ["SHA-256", report.input.sha256, report.output.sha256],
                    [
                        "Snapshot ID", report.input.snapshotID ?? "not recorded",
                        report.output.snapshotID ?? "not recorded",
                    ],
                    ["Expires", expiry(report.input), expiry(report.output)],
                ])
        }
    }

    private func expiry(_ side: SanitizeReport.Side) -> String {
        side.retention.map { "\($0.expires), \($0.reason)" } ?? "not recorded"
    }

    private func addOrigin(_ page: inout Markup) {
        page.section("How it was made") { page in
            page.table(
                "The run", ["", "Value"], textColumns: 2,
                [
                    ["Page written", madeAt], ["Took", "\(Chart.number(report.seconds)) s"],
                    ["Rules, SHA-256", report.ruleDigest],
                    [
                        "Masking key",
                        "fingerprint \(report.keyFingerprint)"
                            + (isKeyEphemeral ? ", made for this run and forgotten" : ""),
                    ],
                    ["Checksum of the snapshot", report.checksum], ["Run", report.runID ?? "not recorded"],
                ])
        }
    }
}
