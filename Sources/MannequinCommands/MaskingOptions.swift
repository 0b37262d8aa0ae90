import ArgumentParser
import Foundation
import Governance
import Masking
import Rules
import Sanitizing

/// Options that decide what is masked, and how.
struct MaskingOptions: ParsableArguments {
    @Option(
        name: .long, help: "A rule file; give it several times to stack packs, the first rule that matches decides.")
    var rules: [String] = []

    @Option(
        name: .long,
        help: "A file with the masking key, mode 0600 (default: $MANNEQUIN_KEY_FILE, else a key that is never written)."
    )
    var keyFile: String?

    /// The rules of all files, compiled.
    func ruleSet() throws -> RuleSet { try RuleFiles.load(rules) }

    /// The key, and whether it is gone after this run.
    func maskingKey() throws -> (key: MaskingKey, isEphemeral: Bool) {
        let path = keyFile ?? ProcessInfo.processInfo.environment["MANNEQUIN_KEY_FILE"]
        if let path, !path.isEmpty { return (try KeyFile.read(path), false) }
        do {
            return (try MaskingKey.random(), true)
        } catch {
            throw RunError(.unavailable, "\(error)")
        }
    }
}

/// Rule files as they are named on the command line.
enum RuleFiles {
    /// Reads and compiles; every mistake of every file is reported at once.
    static func load(_ paths: [String]) throws -> RuleSet {
        var packs: [RulePack] = []
        var diagnostics: [Diagnostic] = []
        for path in paths {
            let content = try InputText.bytes(of: path)
            do {
                packs.append(try RulePack(bytes: Array(content), file: path == "-" ? "<stdin>" : path))
            } catch {
                diagnostics += error.diagnostics
            }
        }
        if !diagnostics.isEmpty { throw RuleError(diagnostics) }
        return packs.isEmpty ? .empty : try RuleSet(packs: packs)
    }
}
