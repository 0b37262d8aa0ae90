/// Which byte of a number comes first.
enum ByteOrder: Sendable {
    case big, little
}

/// How the bytes of a leaf say what they say, and so how they can be masked.
enum LeafForm: Sendable, Equatable {
    /// Characters, UTF-8 where they are any encoding.
    case text
    /// Characters in Java's modified UTF-8.
    case javaText
    /// Characters of which some are entities.
    case markup
    /// Characters in the escapes of a pickle of protocol 0: of a Python string, or of Unicode.
    case pickleText
    /// Bytes as characters of Latin-1: in UTF-8, or in the escapes of a pickle of protocol 0.
    case latinText, pickleLatinText
    /// A point in time as bytes in one of these two ways.
    case calendarText(isEscaped: Bool)
    /// Percent-encoded characters of a form; a plus is a space.
    case formText
    /// Characters of two bytes (UTF-16, the higher byte first).
    case wideText
    /// Anything.
    case bytes
    /// Bytes that may be varints: which of them go on stays.
    case packed
    /// A decimal number as text.
    case number
    /// An integer without a sign.
    case unsigned(ByteOrder)
    /// An integer in two's complement.
    case signed(ByteOrder)
    /// -1 - n, where n is an integer without a sign (CBOR).
    case complement
    /// An integer in the low five bits of a byte (CBOR), and -1 - n in them.
    case immediate, immediateComplement
    /// An integer in groups of seven bits, the lowest first.
    case varint
    /// An integer of Ruby's Marshal.
    case fixnum
    /// The magnitude of a negative number, lowest byte first.
    case negativeMagnitude
    /// A binary floating-point number of 2, 4 or 8 bytes (IEEE 754).
    case float(ByteOrder)
    /// A decimal floating-point number of 16 bytes (BSON).
    case decimal128
    /// An object identifier of MongoDB: what 24 hexadecimal digits stand for.
    case objectID
    /// A point in time.
    case calendar(CalendarForm)
}

/// One leaf of a document, or the name of a member.
struct DocumentLeaf: Sendable {
    /// Where it lies.
    var range: Range<Int>
    var form: LeafForm
    /// What is done with it.
    var leaf: DocumentPaths.Leaf
    /// For a name: the state of its object, within which no masked name becomes one that a path names.
    var object: Int?
    /// For an integer as a name: the number of its container.
    var container: Int?

    var isName: Bool { object != nil }
}
