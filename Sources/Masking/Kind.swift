/// The shape a value is taken for, and so the set of strings its masked form is drawn from.
///
/// A kind is a ranking: it numbers the strings of one shape, the rank is permuted under the key, and the result is
/// written back in the same shape and length. A value that does not have the shape of its kind is masked as
/// ``opaque``. Whatever the kind, a string that Redis stores as an integer goes by the integer ladder, so one
/// identifier masks alike in a key, in a listpack and in JSON.
public enum Kind: UInt8, CaseIterable, Sendable {
    /// Passed on unchanged.
    case keep
    /// Finds out which of the other kinds a value is, and masks it as that.
    case detect
    /// A name: split at separators, words of the structural vocabulary kept, the rest masked as ``detect``.
    case structural
    /// Class by class over the whole string: digit, lower, upper; other letters keep script and byte length.
    case opaque
    /// Free text: like ``opaque``, but equal words of one text stay equal words.
    case text
    /// Decimal digits, leading zeros included.
    case digits
    /// A signed 64-bit decimal integer, permuted inside its interval of the integer ladder.
    case integer
    /// A decimal fraction such as `-12.50`: sign, number of digits and exponent stay.
    case decimal
    /// Hexadecimal digits of one case.
    case hex
    /// Base64 or base64url, padded or not.
    case base64
    /// A UUID of RFC 9562: version and variant stay.
    case uuid
    /// An e-mail address: the domain becomes one that nobody can own (RFC 2606 `.test`).
    case email
    /// A telephone number: country code and punctuation stay.
    case phone
    /// A dotted IPv4 address: widths of the octets and the address class stay.
    case ipv4
    /// An ISO 8601 date or date-time between 1900 and 2099.
    case date
    /// A JSON document: structure, keys, escapes and number formats stay, leaves are masked as ``detect``.
    case json
    /// Arbitrary bytes.
    case binary
    /// A HyperLogLog of Redis, dense or sparse: registers are permuted, the estimate stays.
    case hyperloglog

    /// The name used in rule files, such as `ipv4`.
    public var name: String { String(describing: self) }

    /// The kind a rule file names, or nil.
    public init?(named name: String) {
        guard let kind = Kind.allCases.first(where: { $0.name == name }) else { return nil }
        self = kind
    }

    /// Whether two different values of one shape can never mask to the same value, as key names, set members and
    /// field names need.
    public var isInjective: Bool {
        switch self {
        case .text, .hyperloglog: false
        default: true
        }
    }
}
