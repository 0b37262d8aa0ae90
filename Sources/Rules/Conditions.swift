/// What has to be true of a key, besides its name, for a rule to take it. Conditions that are not given are true.
public struct Conditions: Sendable, Equatable {
    /// What a rule asks of a key's time to live.
    public enum TTL: Sendable, Equatable {
        /// Nothing.
        case any
        /// That there is no expiry.
        case absent
        /// That there is one, and the milliseconds left are in this range.
        case within(ClosedRange<Int64>)
    }

    /// One bit for each ``KeyType``.
    public var types: UInt8 = .max
    /// One bit for each ``KeyEncoding``.
    public var encodings: UInt32 = .max
    /// The numbers of the databases, ascending; empty for all.
    public var databases: [Int] = []
    /// The time to live.
    public var ttl = TTL.any
    /// The number of elements, or of bytes of a string.
    public var size: ClosedRange<UInt64> = 0...UInt64.max

    /// No conditions.
    public init() {}

    /// Whether nothing is asked.
    public var isEmpty: Bool { self == Conditions() }

    /// Whether a key with these facts meets all of them.
    public func hold(_ facts: KeyFacts) -> Bool {
        guard types & (1 << facts.type.rawValue) != 0, encodings & (1 << UInt32(facts.encoding.rawValue)) != 0 else {
            return false
        }
        guard size.contains(facts.size), databases.isEmpty || databases.contains(facts.db) else { return false }
        switch ttl {
        case .any: return true
        case .absent: return facts.ttl == nil
        case .within(let range): return facts.ttl.map(range.contains) ?? false
        }
    }

    /// Whether every key that meets `other` also meets these.
    func cover(_ other: Conditions) -> Bool {
        guard other.types & ~types == 0, other.encodings & ~encodings == 0 else { return false }
        guard size.contains(other.size.lowerBound), size.contains(other.size.upperBound) else { return false }
        if !databases.isEmpty {
            guard !other.databases.isEmpty, other.databases.allSatisfy(databases.contains) else { return false }
        }
        switch (ttl, other.ttl) {
        case (.any, _), (.absent, .absent): return true
        case (.within(let wide), .within(let narrow)):
            return wide.contains(narrow.lowerBound) && wide.contains(narrow.upperBound)
        default: return false
        }
    }
}

extension Conditions: CustomStringConvertible {
    /// The conditions as they could be written in a rule, on one line; empty when there are none.
    public var description: String {
        var parts: [String] = []
        if types != .max {
            let names = KeyType.allCases.filter { types & (1 << $0.rawValue) != 0 }.map(\.name)
            parts.append("type: \(names.joined(separator: ", "))")
        }
        if encodings != .max {
            let names = KeyEncoding.allCases.filter { encodings & (1 << UInt32($0.rawValue)) != 0 }.map(\.name)
            parts.append("encoding: \(names.joined(separator: ", "))")
        }
        if !databases.isEmpty { parts.append("db: \(databases.map(String.init).joined(separator: ", "))") }
        switch ttl {
        case .any: break
        case .absent: parts.append("ttl: absent")
        case .within(Int64.min...Int64.max): parts.append("ttl: present")
        case .within(let range): parts.append("ttl: \(comparison(range, unit: "ms"))")
        }
        if size != 0...UInt64.max { parts.append("size: \(comparison(size, unit: ""))") }
        return parts.joined(separator: "; ")
    }

    private func comparison<Number: FixedWidthInteger>(_ range: ClosedRange<Number>, unit: String) -> String {
        if range.lowerBound == range.upperBound { return "=\(range.lowerBound)\(unit)" }
        let lower = range.lowerBound == .min ? nil : ">=\(range.lowerBound)\(unit)"
        let upper = range.upperBound == .max ? nil : "<=\(range.upperBound)\(unit)"
        return [lower, upper].compactMap { $0 }.joined(separator: " ")
    }
}
