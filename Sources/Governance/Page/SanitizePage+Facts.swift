import Sanitizing

/// What is in the file, what checks found, and what is left to fear.
extension SanitizePage {
    func addKeys(_ page: inout Markup) {
        page.section("Keys") { page in
            let databases = report.keys.db.sorted { (Int($0.key) ?? 0) < (Int($1.key) ?? 0) }
            page.table(
                "Keys by database", ["Database", "Keys"], databases.map { [$0.key, "\($0.value)"] })
            guard let inspection else {
                page.element(
                    "p", "\(report.expires) keys expire. The result went to a pipe, so no more is known of it here.")
                return
            }
            var types: [String: Int] = [:]
            for type in inspection.types { types[type.type, default: 0] += type.count.keys }
            let shares = types.filter { $0.value > 0 && !$0.key.isEmpty }.sorted {
                ($1.value, $0.key) < ($0.value, $1.key)
            }
            page.raw(
                Chart.bars("Keys by type", shares.map { .init(label: $0.key, value: $0.value, color: 1) }))
            page.table("Keys by type", ["Type", "Keys"], shares.map { [$0.key, "\($0.value)"] })
            let lifetimes = inspection.lifetimes.buckets
            page.raw(
                Chart.bars(
                    "Keys by time left to live when the snapshot was taken",
                    lifetimes.map {
                        .init(label: $0.label == "none" ? "no expiry" : $0.label, value: $0.count, color: 2)
                    }))
            page.table(
                "Keys by time left to live", ["Time left", "Keys"], lifetimes.map { [$0.label, "\($0.count)"] })
        }
    }

    func addChecks(_ page: inout Markup) {
        page.section("What was checked") { page in
            if report.checks.isEmpty {
                page.element("p", "Nothing: --verify was not given.")
            } else {
                page.table(
                    "Promises, proved from the two files", ["Promise", "Outcome"], textColumns: 2,
                    report.checks.map { [$0.detail, $0.passed ? "holds" : "broken"] })
            }
            guard let hits else { return }
            page.element(
                "p",
                "What the detector finds, names and surroundings taken into account. Masked values keep their form, so that it finds "
                    + "the masks too; none of them is a value of the snapshot.")
            let kinds = Set(hits.before.keys).union(hits.after.keys).sorted()
            page.table(
                "Found by the detector", ["Kind", "In the snapshot", "In the result"],
                kinds.map { [$0, "\(hits.before[$0] ?? 0)", "\(hits.after[$0] ?? 0)"] })
        }
    }

    func addRisks(_ page: inout Markup) {
        page.section("What remains") { page in
            page.element(
                "p",
                "The result is pseudonymised, not anonymous: treat it as less sensitive, not as public. Whoever gets it can still see this."
            )
            page.raw("<ul>")
            for risk in risks { page.element("li", risk) }
            page.raw("</ul>")
        }
    }

    private var risks: [String] {
        var risks = [
            "How long every name and value is, how many elements a key has, and which values are equal.",
            "Who is known to have something rare, such as the most orders, is found by the size of it.",
        ]
        func count(_ extra: Tally.Extra) -> Int { report.extras[extra.rawValue] ?? 0 }
        if count(.scoresKept) > 0 {
            risks.append(
                "\(count(.scoresKept)) scores of sorted sets are as they were: amounts, times, and places of geo sets to less than a metre."
            )
        }
        if count(.streamIDsKept) > 0 {
            risks.append("The IDs of stream entries are as they were, and tell when things happened.")
        }
        if report.expires > 0 { risks.append("\(report.expires) keys tell by their expiry when they were written.") }
        if report.keptBytes > 0 {
            risks.append(
                "\(report.keptBytes) bytes of names and values were passed on: by rules, for reasons that stand above, and as words of the built-in vocabulary."
            )
        }
        if count(.scriptsKept) + count(.functionsKept) > 0 {
            risks.append("Code was kept, with whatever is written in it.")
        }
        if count(.moduleDataKept) > 0 { risks.append("Data of modules was kept without being looked into.") }
        if count(.vectorsRotated) > 0 {
            risks.append("Distances between vectors are as they were: who can embed a guess can compare it.")
        }
        if !report.isDryRun, report.checks.isEmpty { risks.append("The result was not verified.") }
        risks.append(
            isKeyEphemeral
                ? "The masking key is gone with the run, so nobody can test guesses with it."
                : "Whoever has the masking key can test guesses, and undo much of the masking. Guard it, and end its use."
        )
        return risks
    }
}
