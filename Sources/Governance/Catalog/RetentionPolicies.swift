public import Catalog
import Yams

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
        let root: Node?
        do { root = try Yams.compose(yaml: text) } catch { throw RunError(.badConfiguration, "\(file): \(error)") }
        guard let mapping = root?.mapping, let list = mapping["policies"]?.sequence, mapping.count == 1 else {
            throw RunError(.badConfiguration, "\(file): expected one mapping with `policies:`, a list")
        }
        var policies: [RetentionPolicy] = []
        for node in list { policies.append(try policy(node, file)) }
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

    private static func policy(_ node: Node, _ file: String) throws(RunError) -> RetentionPolicy {
        func wrong(_ message: String, _ at: Node) -> RunError {
            let mark = at.mark.map { "\($0.line):\($0.column): " } ?? ""
            return RunError(.badConfiguration, "\(file):\(mark)\(message)")
        }
        guard let mapping = node.mapping else { throw wrong("a policy is a mapping", node) }
        for key in mapping.keys {
            guard let name = key.string, keys.contains(name) else {
                throw wrong(
                    "`\(key.string ?? "?")` is no part of a policy; there are: \(keys.joined(separator: ", "))", key)
            }
        }
        func text(_ key: String, _ standard: String? = nil, of allowed: [String] = []) throws(RunError) -> String {
            guard let value = mapping[key] else {
                if let standard { return standard }
                throw wrong("the policy has no `\(key):`", node)
            }
            guard let text = value.string, !text.isEmpty, allowed.isEmpty || allowed.contains(text) else {
                throw wrong("`\(key):` is one of \(allowed.joined(separator: ", "))", value)
            }
            return text
        }
        func length(_ key: String, _ standard: Int64? = nil) throws(RunError) -> Int64 {
            if mapping[key] == nil, let standard { return standard }
            let written = try text(key)
            guard let span = span(written) else {
                throw wrong("`\(key):` is a span of time such as 90m, 24h, 30d or 2w", mapping[key] ?? node)
            }
            return span
        }
        func count(_ key: String) throws(RunError) -> Int64 {
            guard let value = mapping[key] else { return 0 }
            guard let number = value.int, (0...1000).contains(number) else {
                throw wrong("`\(key):` is a number from 0 to 1000", value)
            }
            return Int64(number)
        }
        let keep = try length("keep")
        let policy = RetentionPolicy(
            name: try text("name"), version: 0,
            applies: try text("applies", of: ["raw", "sanitized", "deployment"]), keepMs: keep,
            countsFrom: try text("counts-from", "registered", of: ["taken", "registered"]),
            ceilingMs: try length("ceiling", keep), extensions: try count("extensions"),
            freeExtensions: try count("free-extensions"),
            cascade: try text("cascade", "independent", of: ["independent", "with-parent"]))
        guard policy.ceilingMs >= keep else {
            throw wrong("`ceiling:` is less than `keep:`", mapping["ceiling"] ?? node)
        }
        return policy
    }
}
