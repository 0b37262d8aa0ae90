import Masking
import RedisDump

/// What is known of the keys of one template and type.
struct RuleDraft {
    /// More fields and paths than this are counted with all others.
    static let placeLimit = 64
    /// So many values of a template are looked into.
    static let valueLimit = 2_000
    /// And so many documents, whose leaves are many.
    static let documentLimit = 200

    let template: DraftTemplate
    let type: ValueType.Kind
    var keys = 0
    var expiring = 0
    /// Values, members or elements that were looked into.
    var valueCount = 0
    var documentCount = 0
    /// Strings, elements and members.
    var values = ValueFacts()
    /// Fields of hashes and stream entries by name; those that are no words of the vocabulary are under `*`.
    var fields: [String: ValueFacts] = [:]
    /// Leaves of JSON strings by path.
    var paths: [String: ValueFacts] = [:]

    var isSated: Bool { valueCount >= Self.valueLimit }

    /// Takes in what is known of another draft.
    mutating func merge(_ other: RuleDraft) {
        keys += other.keys
        expiring += other.expiring
        values.merge(other.values)
        for (name, facts) in other.fields { addField(name) { $0.merge(facts) } }
        for (path, facts) in other.paths { addPath(path) { $0.merge(facts) } }
    }

    mutating func addField(_ name: String, _ body: (inout ValueFacts) -> Void) {
        Self.add(name, to: &fields, body)
    }

    mutating func addPath(_ path: String, _ body: (inout ValueFacts) -> Void) { Self.add(path, to: &paths, body) }

    private static func add(
        _ name: String, to places: inout [String: ValueFacts], _ body: (inout ValueFacts) -> Void
    ) {
        let place = places[name] != nil || places.count < placeLimit ? name : "*"
        body(&places[place, default: ValueFacts()])
    }
}
