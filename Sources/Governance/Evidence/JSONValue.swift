import Foundation

/// A JSON document that is built piece by piece: statements and lineage events, whose members differ from one to the next.
///
/// A member whose value is nil is left out.
enum JSONValue: Encodable, Equatable, Sendable {
    case string(String)
    case integer(Int64)
    case boolean(Bool)
    case array([JSONValue])
    case object([String: JSONValue])

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .string(let text): try container.encode(text)
        case .integer(let number): try container.encode(number)
        case .boolean(let claim): try container.encode(claim)
        case .array(let items): try container.encode(items)
        case .object(let members): try container.encode(members)
        }
    }

    /// The document in one line, members sorted: the same bytes for the same document.
    func bytes() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self)
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral,
    ExpressibleByDictionaryLiteral
{
    init(stringLiteral text: String) { self = .string(text) }
    init(booleanLiteral claim: Bool) { self = .boolean(claim) }
    init(arrayLiteral items: JSONValue...) { self = .array(items) }
    init(dictionaryLiteral members: (String, JSONValue?)...) {
        self = .object(
            members.reduce(into: [:]) { object, member in
                if let value = member.1 { object[member.0] = value }
            })
    }
}

extension JSONValue {
    /// A moment, given in ms since 1970, as RFC 3339 in UTC with milliseconds.
    static func moment(_ milliseconds: Int64) -> JSONValue { .string(Timestamp.text(milliseconds)) }
}

/// Moments as evidence writes them.
enum Timestamp {
    /// RFC 3339 in UTC, with milliseconds.
    static func text(_ milliseconds: Int64) -> String {
        let part = milliseconds % 1000 + (milliseconds % 1000 < 0 ? 1000 : 0)
        let seconds = Date(timeIntervalSince1970: Double((milliseconds - part) / 1000)).formatted(.iso8601)
        let digits = String(1000 + part).dropFirst()
        return "\(seconds.dropLast()).\(digits)Z"
    }
}
