public import Catalog

/// Retention policies as an operator writes them down.
///
///     policies:
///       - name: raw-clinic
///         applies: raw               # raw, sanitized or deployment
///         keep: 24h
///         counts-from: taken         # taken or registered (default)
///         ceiling: 72h               # with all extensions; default: keep
///         extensions: 2              # default 0
///         free-extensions: 1         # how many of these need no second person; default 0
///         cascade: with-parent       # or independent (default): whether it goes with what it was made from
public enum RetentionPolicies {
    /// Reads the policies of a file. Throws, with line and column, for anything that is not understood (exit 78).
    public static func read(_ text: String, file: String) throws(RunError) -> [RetentionPolicy] {
        let root = try YAMLSection(text, file: file, title: "file of policies", keys: ["policies"])
        var policies: [RetentionPolicy] = []
        for section in try root.sections("policies", title: "policy", keys: keys) {
            policies.append(try policy(section))
        }
        return policies
    }

    /// A span of time such as 45s, 90m, 12h, 7d or 2w, in ms; nil for anything else, and for nothing.
    public static func span(_ text: String) -> Int64? {
        let units: [Character: Int64] = ["s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000, "w": 604_800_000]
        guard let last = text.last, let unit = units[last], let count = Int64(text.dropLast()), count > 0,
            text.dropLast().allSatisfy(\.isWholeNumber)
        else { return nil }
        let (milliseconds, isTooLong) = count.multipliedReportingOverflow(by: unit)
        return isTooLong || milliseconds > 1_000 * 365 * 86_400_000 ? nil : milliseconds
    }

    private static let keys = [
        "name", "applies", "keep", "counts-from", "ceiling", "extensions", "free-extensions", "cascade",
    ]

    private static func policy(_ section: YAMLSection) throws(RunError) -> RetentionPolicy {
        guard let keep = try section.span("keep") else { throw section.wrong("the policy has no `keep:`") }
        let policy = RetentionPolicy(
            name: try section.required("name"), version: 0,
            applies: try section.required("applies", of: ["raw", "sanitized", "deployment"]), keepMs: keep,
            countsFrom: try section.text("counts-from", of: ["taken", "registered"]) ?? "registered",
            ceilingMs: try section.span("ceiling") ?? keep, extensions: try section.count("extensions"),
            freeExtensions: try section.count("free-extensions"),
            cascade: try section.text("cascade", of: ["independent", "with-parent"]) ?? "independent")
        guard policy.ceilingMs >= keep else { throw section.wrong("`ceiling:` is less than `keep:`", at: "ceiling") }
        return policy
    }
}
