import GRDB

/// The rows that a query gives.
public struct QueryResult: Sendable {
    /// The names of the columns.
    public var columns: [String]
    /// The values of each row.
    public var rows: [[Value]]

    init(_ database: Database, _ sql: String, _ arguments: StatementArguments) throws {
        let statement = try database.makeStatement(sql: sql)
        let cursor = try Row.fetchCursor(statement, arguments: arguments)
        columns = statement.columnNames
        rows = []
        while let row = try cursor.next() { rows.append(row.databaseValues.map(Value.init)) }
    }

    /// Each row as an object, for JSON.
    public var objects: [[String: Value]] {
        rows.map { Dictionary(zip(columns, $0), uniquingKeysWith: { first, _ in first }) }
    }

    /// A value of SQLite.
    public enum Value: Encodable, Sendable, Equatable {
        case null
        case integer(Int64)
        case real(Double)
        case text(String)

        /// As text; nothing for NULL.
        public var description: String {
            switch self {
            case .null: ""
            case .integer(let number): "\(number)"
            case .real(let number): "\(number)"
            case .text(let text): text
            }
        }

        /// Writes the plain value.
        public func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .null: try container.encodeNil()
            case .integer(let number): try container.encode(number)
            case .real(let number): try container.encode(number)
            case .text(let text): try container.encode(text)
            }
        }
    }
}

extension QueryResult.Value {
    fileprivate init(_ value: DatabaseValue) {
        switch value.storage {
        case .null: self = .null
        case .int64(let number): self = .integer(number)
        case .double(let number): self = .real(number)
        case .string(let text): self = .text(text)
        case .blob(let data): self = .text(data.hexadecimal)
        }
    }
}
