import CatalogSchema
import GRDB

/// One of the auditors' questions that are shipped as SQL.
public struct ShippedQuery: Encodable, Sendable {
    /// A value that a query asks for.
    public struct Parameter: Encodable, Sendable {
        /// Its name, without the colon.
        public var name: String
        /// What it stands for where it is not given; nil where it has to be.
        public var standard: String?
        /// What it is.
        public var text: String
    }

    /// Its name.
    public var name: String
    /// The question.
    public var title: String
    /// The clauses that ask it.
    public var why: String
    /// What it needs to know.
    public var parameters: [Parameter]
    /// The statement.
    public var sql: String

    /// All of them, as they are shipped.
    public static let all = CatalogSchema.queries.map(ShippedQuery.init)

    /// Reads the header of a query: `-- title: `, `-- why: `, and `-- param: NAME [= STANDARD]: TEXT` for each parameter.
    private init(_ script: CatalogSchema.Script) {
        name = script.name
        title = ""
        why = ""
        parameters = []
        var statement: [Substring] = []
        for line in script.sql.split(separator: "\n") {
            if let text = Self.value("title", line) {
                title = text
            } else if let text = Self.value("why", line) {
                why = text
            } else if let text = Self.value("param", line) {
                let halves = text.split(separator: ": ", maxSplits: 1)
                let sides = halves[0].split(separator: " = ", maxSplits: 1).map(String.init)
                parameters.append(
                    Parameter(
                        name: sides[0], standard: sides.count > 1 ? sides[1] : nil,
                        text: halves.last.map(String.init) ?? ""))
            } else {
                statement.append(line)
            }
        }
        sql = statement.joined(separator: "\n")
    }

    private static func value(_ key: String, _ line: Substring) -> String? {
        let mark = "-- \(key): "
        return line.hasPrefix(mark) ? String(line.dropFirst(mark.count)) : nil
    }
}

/// The rows that a query gives.
public struct QueryResult: Sendable {
    /// The names of the columns.
    public var columns: [String]
    /// The values of each row.
    public var rows: [[Value]]

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

extension Catalog {
    /// Answers one of the shipped questions. `now` stands for the moment of asking in parameters whose standard it is.
    ///
    /// Throws ``CatalogError/Code/unknown`` for a parameter that is missing, or that the query does not have.
    public func answer(_ query: ShippedQuery, _ given: [String: String], at now: Int64) throws(CatalogError)
        -> QueryResult
    {
        let names = query.parameters.map(\.name)
        if let stranger = given.keys.sorted().first(where: { !names.contains($0) }) {
            throw CatalogError(
                .unknown,
                "the query \(query.name) has no parameter \(stranger); it has: \(names.joined(separator: ", "))")
        }
        var arguments: [String: String] = [:]
        for parameter in query.parameters {
            guard let value = given[parameter.name] ?? parameter.standard else {
                throw CatalogError(
                    .unknown, "the query \(query.name) needs \(parameter.name)=VALUE (\(parameter.text))")
            }
            arguments[parameter.name] = value == "now" ? Moments.moment(now) : value
        }
        let values = arguments
        return try read { database in
            let statement = try database.makeStatement(sql: query.sql)
            let rows = try Row.fetchCursor(statement, arguments: StatementArguments(values))
            var result = QueryResult(columns: statement.columnNames, rows: [])
            while let row = try rows.next() {
                result.rows.append(row.databaseValues.map(QueryResult.Value.init))
            }
            return result
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
