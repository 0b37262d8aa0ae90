import ArgumentParser
import Foundation
import Governance
import Rules

/// `mannequin rules`.
struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules", abstract: "Checks rule files and explains what they do.",
        subcommands: [RulesLint.self, RulesTest.self, RulesExplain.self, RulesSuggest.self])
}

/// `mannequin rules lint`.
struct RulesLint: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint",
        abstract: "Reports mistakes in rule files, with file, line and column.",
        discussion: """
            EXAMPLES
              mannequin rules lint clinic.yaml
              mannequin rules lint base.yaml clinic.yaml && echo fine
            """)

    @Argument(help: "Rule files, in the order in which they would be stacked.")
    var files: [String]

    func run() throws {
        let rules = try RuleFiles.load(files)
        let failures = rules.exampleFailures()
        for diagnostic in rules.warnings + failures { Terminal.printError(diagnostic.description) }
        if failures.contains(where: { $0.severity == .error }) { throw ExitCode(ExitStatus.badConfiguration.rawValue) }
    }
}

/// `mannequin rules test`.
struct RulesTest: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Runs the examples that rules carry.",
        discussion: """
            EXAMPLES
              mannequin rules test clinic.yaml
            """)

    @Argument(help: "Rule files.")
    var files: [String]

    func run() throws {
        let rules = try RuleFiles.load(files)
        let failures = rules.exampleFailures()
        for diagnostic in failures { Terminal.printError(diagnostic.description) }
        let count = rules.rules.reduce(0) { $0 + $1.examples.count }
        print("\(count - failures.count) of \(count) examples do what they say.")
        if !failures.isEmpty { throw ExitCode(ExitStatus.checkFailed.rawValue) }
    }
}

/// `mannequin rules explain`.
struct RulesExplain: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Says which rule takes a key, and why.",
        discussion: """
            EXAMPLES
              mannequin rules explain patient:4711:profile --rules clinic.yaml
              mannequin rules explain session:1 --rules clinic.yaml --type hash --json
            """)

    @Argument(help: "The name of a key.")
    var key: String

    @Option(name: .long, help: "A rule file; give it several times to stack packs.")
    var rules: [String] = []

    @Option(name: .long, help: "The key's type, for rules with a condition on it.")
    var type: String?

    @Option(name: .long, help: "The key's database.")
    var db = 0

    @Flag(name: .long, help: "Print one JSON document.")
    var json = false

    func run() throws {
        var facts: KeyFacts?
        if let type {
            guard let known = KeyType.allCases.first(where: { $0.name == type }) else {
                throw ValidationError("--type is one of \(KeyType.allCases.map(\.name).joined(separator: ", ")).")
            }
            facts = KeyFacts(type: known, db: db, encoding: .raw, ttl: nil, size: 0)
        }
        let explanation = try RuleFiles.load(rules).explain(key: Array(key.utf8), facts: facts)
        if json {
            try Terminal.printJSON(explanation)
        } else {
            for line in explanation.lines { print(line) }
        }
    }
}
