import Sanitizing

/// How many records look alike.
extension SanitizePage {
    func addAnonymity(_ page: inout Markup) {
        guard let anonymity = report.anonymity else { return }
        page.section("How many look alike") { page in
            page.element(
                "p",
                "k is the size of the smallest group of records that show the same years of dates and the same kept quasi-identifiers "
                    + "(such as gender, postal code, country). Lengths, counts, clocks and scores are not among them."
                    + (anonymity.isComplete ? "" : " There were more combinations than are counted."))
            page.table(
                "Records by rule", ["Rule", "Records", "Combinations", "k", "In groups below 5"],
                anonymity.rules.map { part in
                    [part.rule] + [part.records, part.combinations, part.k, part.recordsBelowFive].map(String.init)
                })
        }
    }
}
