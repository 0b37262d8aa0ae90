import ArgumentParser
import Foundation
import Governance
import RulePacks
import Rules

/// `mannequin rules`.
struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: "Lists the shipped rule packs, checks and drafts rule files, explains what they do.",
        subcommands: [
            RulesList.self, RulesShow.self, RulesLint.self, RulesTest.self, RulesExplain.self, RulesDiff.self,
            RulesSuggest.self,
        ])
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

    @Argument(help: "Rule files or packs, in the order in which they would be stacked.")
    var files: [String]

    func run() throws {
        let rules = try RuleStack(try files.map(RuleSource.init)).rules
        let failures = rules.exampleFailures() + rules.packExampleFailures()
        for diagnostic in rules.warnings + failures { Terminal.printError(diagnostic.description) }
        if failures.contains(where: { $0.severity == .error }) { throw ExitCode(ExitStatus.badConfiguration.rawValue) }
    }
}

/// `mannequin rules test`.
struct RulesTest: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Runs the examples that rules and packs carry.",
        discussion: """
            Each example of a pack is masked, and has to keep and to lose what it says. Files are stacked and tested together.

            EXAMPLES
              mannequin rules test                  every shipped pack
              mannequin rules test spring-session
              mannequin rules test clinic.yaml
            """)

    @Argument(help: "Rule files or shipped packs; every shipped pack where none is given.")
    var files: [String] = []

    func run() throws {
        var sets: [RuleSet] = []
        if files.isEmpty {
            sets = try RulePacks.all.map { try RuleSet(packs: [$0.read()]) }
        } else {
            sets = [try RuleStack(try files.map(RuleSource.init)).rules]
        }
        let failures = sets.flatMap { $0.exampleFailures() + $0.packExampleFailures() }
        for diagnostic in failures { Terminal.printError(diagnostic.description) }
        let count = sets.reduce(0) { $0 + $1.exampleCount }
        let wrong = Set(failures.map(\.mark)).count
        print("\(count - wrong) of \(count) examples do what they say.")
        if !failures.isEmpty { throw ExitCode(ExitStatus.checkFailed.rawValue) }
    }
}
