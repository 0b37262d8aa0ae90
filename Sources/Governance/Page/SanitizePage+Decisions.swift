import Sanitizing

/// What was decided, by whom, and why.
extension SanitizePage {
    func addDecisions(_ page: inout Markup) {
        let byRules = report.rules.reduce(0) { $0 + $1.bytes }
        let byDefault = report.unmatchedBytes
        // Names of keys are masked too; what rules and the default policy count is values.
        let names = max(report.maskedBytes - byRules - byDefault, 0)
        let decisions = [
            ("Values masked by a rule", byRules, 1), ("Values masked by the default policy", byDefault, 2),
            ("Names masked", names, 4), ("Passed on", report.keptBytes, 3),
        ]
        page.section("What was decided for each byte") { page in
            page.element(
                "p",
                "Every byte of the names and values of keys was masked or passed on by a decision that is counted here: together "
                    + "they are \(total) bytes, which is all of them. What else a snapshot holds is listed below.")
            page.raw(
                Chart.bar(
                    "Bytes of names and values by decision",
                    decisions.map { .init(label: $0.0, value: $0.1, color: $0.2) }))
            page.table(
                "Bytes by decision", ["Decision", "Bytes", "Share"],
                decisions.map { [$0.0, "\($0.1)", Chart.percent($0.1, of: total)] }
                    + [["All", "\(total)", Chart.percent(total, of: total)]])
        }
    }

    func addRules(_ page: inout Markup) {
        page.section("Which rule took what") { page in
            let rows = report.rules.map { rule in
                [
                    rule.id, rule.pack, rule.sensitivity ?? "", rule.treatment, "\(rule.keys)", "\(rule.values)",
                    "\(rule.bytes)",
                ]
            }
            let rest = [
                "(no rule)", "", "", "default policy", "\(report.unmatchedKeys)", "\(report.unmatchedValues)",
                "\(report.unmatchedBytes)",
            ]
            page.table(
                "Rules in the order in which they are tried",
                ["Rule", "Pack", "Class", "Treatment", "Keys", "Values masked", "Bytes masked"], textColumns: 4,
                rows + [rest])
            let idle = report.rules.filter { $0.keys == 0 }
            if !idle.isEmpty {
                page.element("p", "Rules that took no key: \(idle.map(\.id).joined(separator: ", ")).")
            }
        }
    }

    func addKept(_ page: inout Markup) {
        page.section("What was kept, and why") { page in
            let rules = report.rules.filter { $0.treatment == "keep" || $0.because != nil }
            if rules.isEmpty {
                page.element("p", "No rule keeps a whole value. Words of the built-in vocabulary stay in names.")
            } else {
                page.table(
                    "Rules that keep", ["Rule", "Reason", "Keys"], textColumns: 2,
                    rules.map { [$0.id, $0.because ?? "no reason given", "\($0.keys)"] })
            }
            if report.extras.isEmpty { return }
            page.table(
                "Beside names and values of keys", ["What, and what was done", "Count"],
                report.extras.sorted { $0.key < $1.key }.map { [$0.key.replacing("-", with: " "), "\($0.value)"] })
        }
    }

    func addCodecs(_ page: inout Markup) {
        if report.codecs.isEmpty { return }
        page.section("Values inside of values") { page in
            page.element(
                "p",
                "Documents and compressed values were opened and masked inside. Partly filled: masked text packs less well, so some "
                    + "leaves became one repeated letter. As a whole: not of the format, damaged, or not to be fitted in again."
            )
            page.table(
                "By codec", ["Codec", "Masked inside", "Partly filled", "As a whole"],
                report.codecs.sorted { $0.key < $1.key }.map {
                    [$0.key, "\($0.value.masked)", "\($0.value.filled)", "\($0.value.opaque)"]
                })
        }
    }
}
