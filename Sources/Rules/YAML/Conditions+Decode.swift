import Yams

extension RuleReader {
    /// Reads `type`, `db`, `encoding`, `ttl` or `size`.
    mutating func read(_ entry: Entry, into conditions: inout Conditions) {
        let what = "`\(entry.key)`"
        let nodes = oneOrMore(entry.value, what)
        guard !nodes.isEmpty else { return }
        switch entry.key {
        case "type":
            conditions.types = 0
            for node in nodes {
                let type = word(node, "type", among: KeyType.allCases.map { ($0.name, $0) })
                if let type { conditions.types |= 1 << type.rawValue }
            }
        case "encoding":
            conditions.encodings = 0
            for node in nodes {
                let encoding = word(node, "encoding", among: KeyEncoding.allCases.map { ($0.name, $0) })
                if let encoding { conditions.encodings |= 1 << UInt32(encoding.rawValue) }
            }
        case "db":
            for node in nodes {
                guard let number = node.scalar.flatMap({ Int($0.string) }), number >= 0 else {
                    error("\(what) has to be the number of a database", at: node)
                    continue
                }
                if !conditions.databases.contains(number) { conditions.databases.append(number) }
            }
            conditions.databases.sort()
        case "ttl": readTTL(nodes, into: &conditions)
        default: readSize(nodes, into: &conditions)
        }
    }

    private mutating func readTTL(_ nodes: [Node], into conditions: inout Conditions) {
        let units: [(String, Int64)] = [
            ("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000), ("w", 604_800_000),
        ]
        var range = Int64.min...Int64.max
        for node in nodes {
            switch node.scalar?.string {
            case "present" where nodes.count == 1: break
            case "absent" where nodes.count == 1:
                conditions.ttl = .absent
                return
            default:
                let usage = "`ttl` is `present`, `absent` or a comparison such as `<1h`, with ms, s, m, h, d or w"
                guard let other = comparison(node, units: units, usage: usage) else { return }
                guard range.overlaps(other) else { return error("no `ttl` is in all of these ranges", at: node) }
                range = range.clamped(to: other)
            }
        }
        conditions.ttl = .within(range)
    }

    private mutating func readSize(_ nodes: [Node], into conditions: inout Conditions) {
        // The units of redis.conf.
        let units: [(String, UInt64)] = [
            ("", 1), ("k", 1_000), ("kb", 1 << 10), ("m", 1_000_000), ("mb", 1 << 20), ("g", 1_000_000_000),
            ("gb", 1 << 30),
        ]
        for node in nodes {
            let usage = "`size` is a comparison such as `<100` or `>=1k`"
            guard let other = comparison(node, units: units, usage: usage) else { return }
            guard conditions.size.overlaps(other) else { return error("no `size` is in all of these ranges", at: node) }
            conditions.size = conditions.size.clamped(to: other)
        }
    }

    /// `<`, `<=`, `>`, `>=` or `=`, a number and a unit, as the range of the numbers it is true of.
    private mutating func comparison<Number: FixedWidthInteger>(
        _ node: Node, units: [(String, Number)], usage: String
    ) -> ClosedRange<Number>? {
        let text = (node.scalar?.string ?? "").filter { $0 != " " }
        let sign = String(text.prefix { "<>=".contains($0) })
        let digits = text.dropFirst(sign.count).prefix { $0.isASCII && $0.isNumber }
        let unit = text.dropFirst(sign.count + digits.count).lowercased()
        guard ["<", "<=", ">", ">=", "="].contains(sign), !digits.isEmpty,
            let factor = units.first(where: { $0.0 == unit })?.1
        else {
            error(usage, at: node)
            return nil
        }
        guard let count = Number(digits) else {
            error("this number is too large", at: node)
            return nil
        }
        let (value, isTooLarge) = count.multipliedReportingOverflow(by: factor)
        guard !isTooLarge else {
            error("this number is too large", at: node)
            return nil
        }
        switch sign {
        case "<" where value > .min: return .min...(value - 1)
        case "<=": return .min...value
        case ">" where value < .max: return (value + 1)...Number.max
        case ">=": return value...Number.max
        case "=": return value...value
        default:
            error("nothing is `\(text)`", at: node)
            return nil
        }
    }
}
