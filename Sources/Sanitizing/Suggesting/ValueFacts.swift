import Masking

/// What was seen of the values of one place, in numbers: of the kind that masking takes them for, and of what the detector
/// finds in them.
public struct ValueFacts: Sendable, Encodable {
    /// How many values were looked at.
    public private(set) var count = 0
    /// By the kind they are as a whole.
    public private(set) var kinds: [String: Int] = [:]
    /// By the codec that masking opens them with.
    public private(set) var codecs: [String: Int] = [:]
    /// Values in which the detector finds something, by what.
    public private(set) var hits: [String: Int] = [:]
    private var secretCount = 0

    private enum CodingKeys: String, CodingKey { case count, kinds, codecs, hits, treatment, why }

    /// Kinds whose every value is of a shape of its own: naming one changes nothing, and says what is there.
    private static let telling: Set<String> = Set(
        [
            Kind.email, .uuid, .ipv4, .ipv6, .mac, .url, .jwt, .iban, .card, .token, .hex, .integer, .decimal, .date,
        ].map(\.name))

    mutating func add(kind: Kind, codec: String?, _ findings: [Finding]) {
        count += 1
        kinds[kind.name, default: 0] += 1
        if let codec { codecs[codec, default: 0] += 1 }
        var seen = Set<SensitiveKind>()
        for finding in findings where finding.confidence >= .medium && seen.insert(finding.kind).inserted {
            hits[finding.kind.name, default: 0] += 1
        }
        if seen.contains(where: \.isSecret) { secretCount += 1 }
    }

    mutating func merge(_ other: ValueFacts) {
        count += other.count
        kinds.merge(other.kinds, uniquingKeysWith: +)
        codecs.merge(other.codecs, uniquingKeysWith: +)
        hits.merge(other.hits, uniquingKeysWith: +)
        secretCount += other.secretCount
    }

    /// The treatment to propose, and why.
    public var proposal: (treatment: String, why: String) {
        if let only = kinds.first, kinds.count == 1, Self.telling.contains(only.key), secretCount == 0 {
            return (only.key, "all of the \(count) looked at are of this kind")
        }
        if let only = codecs.first, codecs.count == 1, only.value == count {
            return ("detect", "\(only.key): opened, and masked inside")
        }
        if secretCount > 0 { return ("detect", "secrets are in it") }
        if !hits.isEmpty { return ("detect", "of several kinds, some of them somebody's") }
        return ("detect", "of no kind of its own; masked as a whole")
    }

    /// The sensitivity label to propose.
    var sensitivity: String? {
        if secretCount > 0 { return "secret" }
        if hits["card"] != nil || hits["iban"] != nil { return "payment" }
        let personal = ["email", "phone", "ssn", "ipv4", "ipv6", "coordinates", "mac"]
        return personal.contains { hits[$0] != nil } ? "personal" : nil
    }

    /// As a comment says it: `98 looked at: email 98`.
    var summary: String {
        func list(_ counts: [String: Int]) -> String {
            counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(6).map { "\($0.key) \($0.value)" }
                .joined(separator: ", ")
        }
        let found = hits.isEmpty ? "" : "; found in them: \(list(hits))"
        return "\(count) looked at: \(list(kinds))\(found)"
    }

    /// Writes the numbers with what is proposed.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(count, forKey: .count)
        try container.encode(kinds, forKey: .kinds)
        try container.encode(codecs, forKey: .codecs)
        try container.encode(hits, forKey: .hits)
        try container.encode(proposal.treatment, forKey: .treatment)
        try container.encode(proposal.why, forKey: .why)
    }
}

extension SensitiveKind {
    /// Whether it lets somebody in.
    fileprivate var isSecret: Bool {
        switch self {
        case .jwt, .urlCredentials, .cloudKey, .vendorToken, .privateKey, .password, .authorization: true
        default: false
        }
    }
}
