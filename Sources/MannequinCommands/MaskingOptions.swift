public import ArgumentParser
import Foundation
import Governance
import Masking
import Rules
public import Sanitizing

/// Options that decide what is masked, and how.
struct MaskingOptions: ParsableArguments {
    @Option(name: .long, help: RuleSource.help)
    var rules: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            """
            pseudonymize, or anonymize: a key that is never written, dates to the year, nothing left of coordinates, and the \
            packs generic-secrets, hipaa, gdpr and pci behind all others.
            """))
    var profile = SanitizeOptions.Profile.pseudonymize

    @Option(
        name: .long,
        help: "A file with the masking key, mode 0600 (default: $MANNEQUIN_KEY_FILE, else a key that is never written)."
    )
    var keyFile: String?

    func validate() throws {
        guard profile != .anonymize || keyFile == nil else {
            throw ValidationError("--profile anonymize forgets its key, so --key-file does not go with it.")
        }
    }

    /// The rules of all packs and what `auto` took, for snapshots.
    func stack(for snapshots: [String], progress: (UInt64, UInt64?) throws -> Void) throws -> RuleStack {
        try RuleStack(
            try rules.map(RuleSource.init), profile: profile, snapshots: snapshots, access: .ofProcess,
            progress: progress)
    }

    /// The file that the key is read of; nil for a key that is never written.
    var keyPath: String? {
        guard let path = keyFile ?? ProcessInfo.processInfo.environment["MANNEQUIN_KEY_FILE"], !path.isEmpty,
            profile != .anonymize
        else { return nil }
        return path
    }

    /// The key, and whether it is gone after this run.
    func maskingKey() throws -> (key: MaskingKey, isEphemeral: Bool) {
        if let path = keyPath { return (try KeyFile.read(path), false) }
        do {
            return (try MaskingKey.random(), true)
        } catch {
            throw RunError(.unavailable, "\(error)")
        }
    }
}

extension RuleSource {
    /// What `--rules` takes.
    static let help = ArgumentHelp(
        """
        A rule file, the name of a shipped pack, or auto. Give it several times to stack packs: they are asked in order, the \
        first rule that matches decides. Parameters stand behind a colon: spring-session:prefix=myapp. auto looks through \
        the names of the snapshot's keys first, and takes the shipped packs that have rules for them.
        """, valueName: "file|pack|auto")
}

extension SanitizeOptions.Profile: ExpressibleByArgument {}
