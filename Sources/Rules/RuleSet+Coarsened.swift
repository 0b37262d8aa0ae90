import Masking

extension RuleSet {
    /// The same rules with coarser kinds for values, where two values may become one: dates lose month and day, nothing is left
    /// of places, and times and amounts have no neighbourhood.
    public func coarsened() -> RuleSet {
        var packs = packs
        for index in packs.indices {
            for number in packs[index].rules.indices {
                packs[index].rules[number].treatment = packs[index].rules[number].treatment.coarsened
            }
            packs[index].names = packs[index].names.map { ($0.name, $0.kind.coarsened) }
        }
        return RuleSet(coarsening: self, packs)
    }
}

extension KeyTreatment {
    fileprivate var coarsened: KeyTreatment {
        var result = self
        result.value = value.coarsened
        result.elements = elements.coarsened
        result.fields = fields.coarsened
        result.entries = entries.coarsened
        return result
    }
}

extension FieldTreatments {
    fileprivate var coarsened: FieldTreatments {
        FieldTreatments(listed.map { ($0.name, $0.treatment.coarsened) }, other: other.coarsened)
    }
}

extension Treatment {
    fileprivate var coarsened: Treatment {
        switch self {
        case .kind(let kind): .kind(kind.coarsened)
        case .document(let format, let paths):
            .document(
                format,
                DocumentPaths(paths.paths.map { .init(steps: $0.steps, treatment: $0.treatment.coarsened) }))
        case .encoded(let encoding, let inner): .encoded(encoding, inner.coarsened)
        }
    }
}

extension Kind {
    /// What is left where a kind keeps a neighbourhood or an interval.
    fileprivate var coarsened: Kind {
        switch self {
        case .date, .dateShift: .dateYear
        case .epoch: .integer
        case .latitude, .longitude, .numberNoise: .decimal
        default: self
        }
    }
}
