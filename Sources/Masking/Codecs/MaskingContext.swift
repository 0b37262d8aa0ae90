/// Where a value stands, as far as it decides what may be done to it.
public enum ValuePlace: Sendable {
    /// Nothing is lost when two values become one. Documents and archives that are recognized are opened.
    case value
    /// A part of a key, a member, a name: must stay distinct. Nothing is opened but JSON, since what is inside of an
    /// archive is fitted into a length, and that can bring two values together.
    case distinct
}

/// What holds around the value that is being masked.
struct MaskingContext: OptionSet, Sendable {
    let rawValue: UInt8

    /// Documents and archives that are recognized are opened.
    static let opens = MaskingContext(rawValue: 1)
    /// The result is UTF-8 where the value is, whatever kind it has: it stands in a text.
    static let staysText = MaskingContext(rawValue: 2)
    /// Leaves are counted, and filled with few different letters from some number on: see ``Filling``.
    static let fills = MaskingContext(rawValue: 4)
}

/// How many values are inside each other here, and what holds for them.
struct Nesting: Sendable {
    /// Deeper ones are masked as a whole.
    static let deepest = 8

    var context: MaskingContext = []
    var depth = 0
}
