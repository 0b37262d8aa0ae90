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
        /// Whether it is a date or a date-time, UTC.
        public var isDate: Bool

        enum CodingKeys: String, CodingKey {
            case name, standard, text
            case isDate = "is_date"
        }
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

    /// Reads the header of a query: `-- title: `, `-- why: `, and `-- param: NAME [= STANDARD]: TEXT` for each parameter,
    /// `-- date: ` for one that is a date or a date-time.
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
                parameters.append(Self.parameter(text, isDate: false))
            } else if let text = Self.value("date", line) {
                parameters.append(Self.parameter(text, isDate: true))
            } else {
                statement.append(line)
            }
        }
        sql = statement.joined(separator: "\n")
    }

    private static func parameter(_ text: String, isDate: Bool) -> Parameter {
        let halves = text.split(separator: ": ", maxSplits: 1)
        let sides = halves[0].split(separator: " = ", maxSplits: 1).map(String.init)
        return Parameter(
            name: sides[0], standard: sides.count > 1 ? sides[1] : nil, text: halves.last.map(String.init) ?? "",
            isDate: isDate)
    }

    private static func value(_ key: String, _ line: Substring) -> String? {
        let mark = "-- \(key): "
        return line.hasPrefix(mark) ? String(line.dropFirst(mark.count)) : nil
    }
}

extension Catalog {
    /// Answers one of the shipped questions. `now` stands for the moment of asking in parameters whose standard it is.
    ///
    /// Throws ``CatalogError/Code/misasked`` for a parameter that is missing, or that the query does not have, and for a
    /// date that is none: compared with that, nothing would be late.
    public func answer(_ query: ShippedQuery, _ given: [String: String], at now: Int64) throws(CatalogError)
        -> QueryResult
    {
        let names = query.parameters.map(\.name)
        if let stranger = given.keys.sorted().first(where: { !names.contains($0) }) {
            throw CatalogError(
                .misasked,
                "the query \(query.name) has no parameter \(stranger); it has "
                    + (names.isEmpty ? "none" : names.joined(separator: ", ")))
        }
        var arguments: [String: String] = [:]
        for parameter in query.parameters {
            guard let value = given[parameter.name] ?? parameter.standard else {
                throw CatalogError(
                    .misasked, "the query \(query.name) needs \(parameter.name)=VALUE (\(parameter.text))")
            }
            arguments[parameter.name] = parameter.isDate && value == "now" ? Moments.exact(now) : value
        }
        let values = arguments
        return try read { database in
            for parameter in query.parameters where parameter.isDate {
                try Self.refuseNoDate(values[parameter.name] ?? "", parameter, database)
            }
            return try QueryResult(database, query.sql, StatementArguments(values))
        }
    }

    private static func refuseNoDate(
        _ value: String, _ parameter: ShippedQuery.Parameter, _ database: Database
    ) throws {
        let isDate = try Bool.fetchOne(
            database, sql: "SELECT ?1 GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-*' AND julianday(?1) IS NOT NULL",
            arguments: [value])
        guard isDate == true else {
            throw CatalogError(
                .misasked,
                "\(parameter.name)=\(value) is no date; 2026-11-25 and 2026-11-25T04:16:28Z are, both in UTC")
        }
    }
}
