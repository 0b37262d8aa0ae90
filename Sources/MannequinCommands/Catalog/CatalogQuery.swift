import ArgumentParser
import Catalog
import Foundation
import Governance

/// `mannequin catalog query`.
struct CatalogQuery: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "query",
        abstract: "Answers one of the auditors' questions that are shipped.",
        discussion: """
            Without a name, lists the questions. A parameter is NAME=VALUE; the value of `snapshot` is named as
            everywhere.

            EXAMPLES
              mannequin catalog query
              mannequin catalog query overdue
              mannequin catalog query alive-on date=2026-06-30 --format csv
              mannequin catalog query deletion-proof snapshot=dump.rdb --format json
            """)

    /// How the rows are printed.
    enum Format: String, CaseIterable, ExpressibleByArgument { case table, csv, json }

    @OptionGroup var catalog: CatalogOptions

    @Argument(help: "The question.")
    var name: String?

    @Argument(help: "What it needs to know: NAME=VALUE.")
    var parameters: [String] = []

    @Option(name: .long, help: "table, csv or json.")
    var format = Format.table

    @Flag(name: .long, help: "Print the statement, and ask nothing.")
    var sql = false

    func run() throws {
        guard let name else {
            let rows = ShippedQuery.all.map { query in
                [query.name, query.parameters.map(\.name).joined(separator: " "), query.title]
            }
            return print(Terminal.table([["QUERY", "PARAMETERS", "QUESTION"]] + rows))
        }
        guard let query = ShippedQuery.all.first(where: { $0.name == name }) else {
            throw RunError(.usage, "there is no query \(name); `mannequin catalog query` lists them")
        }
        if sql { return print(query.sql) }
        let catalog = try catalog.openReadOnly()
        var arguments: [String: String] = [:]
        for parameter in parameters {
            guard let equals = parameter.firstIndex(of: "=") else {
                throw RunError(.usage, "\(parameter): a parameter is NAME=VALUE")
            }
            let key = String(parameter[..<equals])
            let value = String(parameter[parameter.index(after: equals)...])
            arguments[key] = key == "snapshot" ? try catalog.snapshot(value).uid : value
        }
        let result = try catalog.answer(query, arguments, at: self.catalog.moment)
        switch format {
        case .table: Terminal.printTable(result)
        case .csv: StandardStream.output.write(CSV.text(result))
        case .json: try Terminal.printJSON(result.objects)
        }
    }
}
