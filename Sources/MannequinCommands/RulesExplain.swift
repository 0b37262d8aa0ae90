import ArgumentParser
import Foundation
import Governance
import Masking
import Rules

/// `mannequin rules explain`.
struct RulesExplain: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Says which rule takes a key, and why, and what a value is opened as and masked to.",
        discussion: """
            With --value, a value is read and masked under a key that is made for it. The value itself is never printed; what a
            rule keeps of it is, since that is what would be passed on.

            EXAMPLES
              mannequin rules explain patient:4711:profile --rules clinic.yaml
              mannequin rules explain session:1 --rules clinic.yaml --type hash --json
              redis-cli get session:1 | mannequin rules explain session:1 --rules connect-redis --value -
              redis-cli hget rq:job:1 data | mannequin rules explain rq:job:1 --rules rq --field data --value -
            """)

    @Argument(help: "The name of a key; without it, a value is masked by the default policy.")
    var key: String?

    @Option(name: .long, help: "A rule file or a shipped pack; give it several times to stack packs.")
    var rules: [String] = []

    @Option(name: .long, help: "The key's type, for rules with a condition on it.")
    var type: String?

    @Option(name: .long, help: "The key's database.")
    var db = 0

    @Option(name: .long, help: "A file with a value, or - for standard input; a line end behind it does not count.")
    var value: String?

    @Option(name: .long, help: "The field of a hash or stream that the value is of.")
    var field: String?

    @Flag(name: .long, help: "Print one JSON document.")
    var json = false

    private struct Document: Encodable {
        var key: RuleExplanation?
        var value: ValueExplanation
    }

    func validate() throws {
        guard key != nil || value != nil else { throw ValidationError("Give a key, or --value.") }
        guard field == nil || value != nil else { throw ValidationError("--field goes with --value.") }
    }

    func run() throws {
        let bytes = try valueBytes()
        let facts = try facts(size: bytes?.count ?? 0)
        let set = try RuleStack(try rules.map(RuleSource.init)).rules
        let explanation = key.map { set.explain(key: Array($0.utf8), facts: facts) }
        guard let bytes else {
            guard let explanation else { return }
            if json { return try Terminal.printJSON(explanation) }
            for line in explanation.lines { StandardStream.output.write(line + "\n") }
            return
        }
        let taker = explanation?.rule.flatMap { id in set.rules.first { $0.id == id } }
        let result = set.explain(
            value: bytes, field: field.map { Array($0.utf8) }, type: facts?.type, rule: taker,
            key: try MaskingKey.random())
        if json { return try Terminal.printJSON(Document(key: explanation, value: result)) }
        for line in (explanation.map { $0.lines } ?? []) + result.lines { StandardStream.output.write(line + "\n") }
    }

    private func valueBytes() throws -> [UInt8]? {
        guard let value else { return nil }
        var bytes = Array(try InputText.bytes(of: value))
        if bytes.last == 0x0A { bytes.removeLast() }
        return bytes
    }

    private func facts(size: Int) throws -> KeyFacts? {
        guard let type else { return nil }
        guard let known = KeyType.allCases.first(where: { $0.name == type }) else {
            throw ValidationError("--type is one of \(KeyType.allCases.map(\.name).joined(separator: ", ")).")
        }
        return KeyFacts(type: known, db: db, encoding: .raw, ttl: nil, size: UInt64(size))
    }
}
