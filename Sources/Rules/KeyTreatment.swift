public import Masking

/// What a rule does with the value of a key it takes.
public struct KeyTreatment: Sendable, Equatable {
    /// What is done with the scores of a sorted set.
    public enum Scores: Sendable, Equatable {
        /// They stay.
        case keep
    }

    /// Whether the whole value is passed on unchanged (`keep: true`).
    public var keepsValue = false
    /// For strings.
    public var value = Treatment.detect
    /// For the elements of lists: what `members` says, or else what `value` says.
    public var elements = Treatment.detect
    /// For the members of sets and sorted sets; always injective.
    public var members = Treatment.detect
    /// For the scores of sorted sets.
    public var scores = Scores.keep
    /// For the values of a hash, by field.
    public var fields = FieldTreatments()
    /// For the values in the entries of a stream, by field; what `fields` says unless the rule says otherwise.
    public var entries = FieldTreatments()
    /// For the names of fields, of hashes and of streams, that the rule does not list; listed names stay.
    public var fieldNames = Kind.structural

    /// Everything is masked as what it is found to be: what happens to a key that no rule takes.
    public init() {}

    /// For the value of one field of a hash. Allocates nothing.
    public func treatment(ofField name: Span<UInt8>) -> Treatment { fields.treatment(of: name) }

    /// For the value of one field of a stream entry. Allocates nothing.
    public func treatment(ofEntryField name: Span<UInt8>) -> Treatment { entries.treatment(of: name) }
}

/// Treatments by literal field name, with one for all other names.
public struct FieldTreatments: Sendable, Equatable {
    /// One listed field.
    public struct Field: Sendable, Equatable {
        /// Its name, byte for byte.
        public var name: [UInt8]
        /// What is done with its value.
        public var treatment: Treatment
    }

    /// The listed fields, sorted by length and then by bytes.
    public let listed: [Field]
    /// For the fields not listed (`"*"`).
    public var other: Treatment

    /// Treatments for some fields and for all others. A name may be listed once.
    public init(_ fields: [(name: [UInt8], treatment: Treatment)] = [], other: Treatment = .detect) {
        listed = fields.map { Field(name: $0.name, treatment: $0.treatment) }.sorted {
            ($0.name.count, $0.name) < ($1.name.count, $1.name)
        }
        self.other = other
    }

    /// The index into ``listed`` of a field, or -1: a binary search that allocates nothing.
    public func index(of name: Span<UInt8>) -> Int {
        var low = 0
        var high = listed.count
        while low < high {
            let middle = (low + high) / 2
            let order = order(of: middle, to: name)
            if order == 0 { return middle }
            if order < 0 { low = middle + 1 } else { high = middle }
        }
        return -1
    }

    /// For the value of one field.
    public func treatment(of name: Span<UInt8>) -> Treatment {
        let index = index(of: name)
        return index < 0 ? other : listed[index].treatment
    }

    /// For the value of one field: what the rule says, or else what its name says; and whether the name stays.
    public func treatment(of name: Span<UInt8>, named: NamedKinds) -> (treatment: Treatment, isNamed: Bool) {
        let index = index(of: name)
        if index >= 0 { return (listed[index].treatment, true) }
        if other == .detect, let kind = named.kind(of: name) { return (.kind(kind), true) }
        return (other, false)
    }

    private func order(of index: Int, to name: Span<UInt8>) -> Int {
        let count = listed[index].name.count
        if count != name.count { return count - name.count }
        for position in 0..<count where listed[index].name[position] != name[position] {
            return listed[index].name[position] < name[position] ? -1 : 1
        }
        return 0
    }
}

private func < (left: (Int, [UInt8]), right: (Int, [UInt8])) -> Bool {
    left.0 != right.0 ? left.0 < right.0 : left.1.lexicographicallyPrecedes(right.1)
}
