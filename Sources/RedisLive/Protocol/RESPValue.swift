/// What a server says, in RESP 2 or RESP 3 (the protocol specification of Redis, "Redis serialization protocol").
public indirect enum RESPValue: Sendable, Equatable {
    /// `+` and a line.
    case simple([UInt8])
    /// `-` and a line, or `!` and a blob.
    case failure(ServerFailure)
    /// `:` and a signed number.
    case integer(Int64)
    /// `$` and bytes, or `=` (verbatim) without its three letters of format.
    case bulk([UInt8])
    /// `_`, `$-1` or `*-1`.
    case null
    /// `*`, `~` (set) or `>` (push).
    case array([RESPValue])
    /// `%`: keys and values in turn.
    case map([RESPValue])
    /// `#`.
    case boolean(Bool)
    /// `,` (double) or `(` (big number), as text.
    case number([UInt8])

    /// The bytes of a text in either form; nil for anything else.
    public var bytes: [UInt8]? {
        switch self {
        case .simple(let bytes), .bulk(let bytes): bytes
        default: nil
        }
    }

    /// A text as UTF-8; nil for anything else.
    public var text: String? { bytes.map { String(decoding: $0, as: UTF8.self) } }

    /// A number; nil for anything else.
    public var number: Int64? { if case .integer(let number) = self { number } else { nil } }

    /// The elements of an array or map; none for anything else.
    public var elements: [RESPValue] {
        switch self {
        case .array(let elements), .map(let elements): elements
        default: []
        }
    }

    /// The error; nil for anything else.
    public var failure: ServerFailure? { if case .failure(let failure) = self { failure } else { nil } }
}
