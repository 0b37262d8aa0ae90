import ArgumentParser
import Foundation
import Governance
import RulePacks
import Rules

/// `mannequin rules list`.
struct RulesList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists the rule packs that are shipped with the program.",
        discussion: """
            EXAMPLES
              mannequin rules list
              mannequin rules list --json | jq -r '.[].name'
            """)

    @Flag(name: .long, help: "Print one JSON document.")
    var json = false

    private struct Row: Encodable {
        var name: String
        var version: String
        var purpose: String?
        var parameters: [String: String]
        var rules: [String]
        var names: Int
        var examples: Int
        var auto: String

        enum CodingKeys: String, CodingKey {
            case name, version, parameters, rules, names, examples, auto
            case purpose = "for"
        }

        init(_ pack: RulePack) {
            name = pack.name
            version = pack.version
            purpose = pack.purpose
            parameters = Dictionary(uniqueKeysWithValues: pack.parameters.map { ($0.name, $0.standard) })
            rules = pack.rules.map(\.id)
            names = pack.names.count
            examples = pack.examples.count + pack.rules.reduce(0) { $0 + $1.examples.count }
            auto =
                switch pack.applies {
                case .asked: "never"
                case .always: "always"
                case .rules: "when its keys are there"
                }
        }
    }

    func run() throws {
        let rows = try RulePacks.all.map { Row(try $0.read()) }.sorted { $0.name < $1.name }
        if json { return try Terminal.printJSON(rows) }
        let cells = rows.map { row in
            let parameters = row.parameters.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            return [row.name, parameters.joined(separator: ","), row.purpose ?? ""]
        }
        print(Terminal.table([["PACK", "PARAMETERS", "FOR"]] + cells))
    }
}

/// `mannequin rules show`.
struct RulesShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Prints a shipped rule pack: a file to begin with.",
        discussion: """
            EXAMPLES
              mannequin rules show spring-session > session.yaml
            """)

    @Argument(help: "The name of a shipped pack.")
    var name: String

    func run() throws {
        guard let pack = RulePacks.named(name) else {
            throw RunError(.noInput, "there is no shipped pack `\(name)`; `mannequin rules list` names those there are")
        }
        StandardStream.output.write(pack.text)
    }
}
