public import Masking

/// What a value is opened as and masked to, for people and as JSON. It holds nothing of the value but what is kept.
public struct ValueExplanation: Sendable, Equatable, Codable {
    /// The length of the value.
    public var bytes: Int
    /// What is done with it, as a rule could write it.
    public var treatment: String
    /// What it is written in, from the outside to the inside.
    public var opened: [String]
    /// How many documents and encodings in it were masked inside, by name.
    public var masked: [String: Int]
    /// How many were masked as a whole.
    public var asWhole: [String: Int]
    /// What it becomes, taken out of what it is written in; cut when it is long.
    public var result: String

    /// Longer results are cut.
    private static let longestResult = 4096

    fileprivate init(_ value: [UInt8], _ treatment: Treatment, _ place: ValuePlace, _ masker: inout Masker) {
        bytes = value.count
        self.treatment = treatment.name
        opened = Layers(value, treatment).names
        var result = value
        if !treatment.isKept {
            var span = result.mutableSpan
            masker.mask(treatment, &span, 0..<span.count, at: place)
        }
        let counts = masker.takeCodecCounts().byName
        masked = counts.filter { $0.value.masked > 0 }.mapValues(\.masked)
        asWhole = counts.filter { $0.value.opaque > 0 }.mapValues(\.opaque)
        let plain = Layers(result, treatment).plain
        self.result =
            printable(plain.prefix(Self.longestResult)) + (plain.count > Self.longestResult ? " …" : "")
    }

    /// The explanation for a terminal.
    public var lines: [String] {
        func list(_ counts: [String: Int]) -> String {
            counts.sorted { $0.key < $1.key }.map { "\($0.key) (\($0.value))" }.joined(separator: ", ")
        }
        var result = ["value of \(bytes) bytes, masked as: \(treatment)"]
        result.append(
            "  opened as: \(opened.isEmpty ? "nothing, it is masked as one" : opened.joined(separator: " > "))")
        if !masked.isEmpty { result.append("  masked inside: \(list(masked))") }
        if !asWhole.isEmpty { result.append("  masked as a whole: \(list(asWhole))") }
        result.append("  becomes: \(self.result)")
        return result
    }
}

extension RuleSet {
    /// Masks a value as a rule says, or as the default policy does, and says what was done.
    public func explain(
        value: [UInt8], field: [UInt8]? = nil, type: KeyType? = nil, rule: Rule? = nil, key: MaskingKey
    ) -> ValueExplanation {
        var masker = Masker(key: key, tables: SmallDomainTables(), named: named)
        let keyTreatment = rule?.treatment ?? KeyTreatment()
        var treatment: Treatment
        var place = ValuePlace.value
        if let field {
            let fields = type == .stream ? keyTreatment.entries : keyTreatment.fields
            treatment = fields.treatment(of: field.span, named: named).treatment
        } else {
            switch type ?? rule.flatMap(\.conditions.onlyType) {
            case .set, .zset: (treatment, place) = (keyTreatment.members, .distinct)
            case .list: treatment = keyTreatment.elements
            default: treatment = keyTreatment.value
            }
        }
        if keyTreatment.keepsValue { treatment = .keep }
        return ValueExplanation(value, treatment, place, &masker)
    }
}
