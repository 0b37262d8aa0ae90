import Catalog

/// A blob that the catalog knows, with what a rule about it has to keep to. Pure: no service is asked here.
struct LifecycleCopy: Sendable, Equatable {
    /// Container, slash and name.
    var path: String
    /// When its content came, and when it expires, in ms since 1970.
    var modifiedMs: Int64, expiresMs: Int64
    /// Whether it must stay.
    var isHeld: Bool

    /// The container and folder it lies in, with a slash at the end.
    var folder: String { path.lastIndex(of: "/").map { String(path[...$0]) } ?? path }

    /// For how many days the service has to keep it, counted from its last change: never too few.
    var days: Int {
        let day: Int64 = 86_400_000
        let (life, isTooLong) = expiresMs.subtractingReportingOverflow(modifiedMs)
        guard !isTooLong else { return LifecyclePolicy.mostDays }
        let days = max(1, life / day + (life % day > 0 ? 1 : 0))
        return Int(min(Int64(LifecyclePolicy.mostDays), days))
    }
}

/// Makes rules of known copies: one prefix a folder.
enum LifecycleRules {
    /// What was made, and what somebody has to know.
    struct Result {
        var policy: LifecyclePolicy
        var warnings: [String]
    }

    /// Rules for all folders of the copies. A prefix covers what lies below it too, so it waits for the longest expiry there;
    /// a folder with a copy on hold gets no rule, since the service knows nothing of the catalog's holds.
    static func of(_ copies: [LifecycleCopy], days fixed: Int?) throws(RunError) -> Result {
        var warnings: [String] = []
        var days: [String: Int] = [:]
        for folder in Set(copies.map(\.folder)).sorted() {
            let below = copies.filter { $0.path.hasPrefix(folder) }
            guard !below.contains(where: \.isHeld) else {
                warnings.append("\(folder): no rule, as something there is on hold, of which the service knows nothing")
                continue
            }
            let longest = below.map(\.days).max() ?? 1
            if let fixed, fixed < longest {
                warnings.append(
                    "\(folder): \(fixed) days are fewer than the \(longest) that the catalog lets something there live")
            }
            days[folder] = fixed ?? longest
        }
        var rules = rules(days)
        if rules.count > LifecyclePolicy.mostRules {
            rules = self.rules(byContainer(days))
            warnings.append("there are too many folders for a rule each: a rule is for a whole container now")
        }
        guard rules.count <= LifecyclePolicy.mostRules else {
            throw RunError(
                .usage, "a policy has at most \(LifecyclePolicy.mostRules) rules; name containers by --container")
        }
        return Result(policy: LifecyclePolicy(rules: rules), warnings: warnings)
    }

    /// Folders of one container with the same days share a rule, ten at most.
    private static func rules(_ days: [String: Int]) -> [LifecyclePolicy.Rule] {
        let groups = Dictionary(grouping: days.keys) { folder in
            "\(container(folder)) \(days[folder] ?? 1)"
        }
        var rules: [LifecyclePolicy.Rule] = []
        for folders in groups.values.map({ $0.sorted() }).sorted(by: { ($0.first ?? "") < ($1.first ?? "") }) {
            for start in stride(from: 0, to: folders.count, by: LifecyclePolicy.mostPrefixes) {
                let part = Array(folders[start..<min(start + LifecyclePolicy.mostPrefixes, folders.count)])
                let first = part.first ?? ""
                rules.append(
                    .init("mannequin-\(container(first))-\(rules.count + 1)", part, days: days[first] ?? 1))
            }
        }
        return rules
    }

    private static func byContainer(_ days: [String: Int]) -> [String: Int] {
        Dictionary(days.map { ("\(container($0.key))/", $0.value) }, uniquingKeysWith: max)
    }

    private static func container(_ folder: String) -> String { String(folder.prefix { $0 != "/" }) }
}
