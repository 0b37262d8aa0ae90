import ArgumentParser
import Catalog
import Governance
import Masking

/// `mannequin key`.
struct KeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "Makes, looks at and destroys keys.",
        subcommands: [KeyNew.self, KeyShow.self, KeyDestroy.self])
}

/// `mannequin key new`.
struct KeyNew: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Writes a new key to a file that only you can read.",
        discussion: """
            Snapshots that are sanitized with one key fit together: the same value masks to the same value in all of
            them. Whoever has the key can test guesses against a sanitized snapshot: keep it like a password.

            With --signing, the key is one that signs statements of the catalog; it masks nothing. Its public key is put
            beside it, under the same name with .pub.

            EXAMPLES
              mannequin key new mannequin.key
              mannequin key new --signing audit-signing.key
              mannequin sanitize dump.rdb --output test.rdb --key-file mannequin.key
            """)

    @Argument(help: "The file to make. It must not exist yet.")
    var file: String

    @Flag(name: .long, help: "Make a signing key (Ed25519, PEM) instead of a masking key.")
    var signing = false

    func run() throws {
        if signing {
            let key = try SigningKeyFile.create(file)
            print("Wrote \(file) and \(SigningKeyFile.publicPath(of: file)), fingerprint \(key.fingerprint).")
            return
        }
        let key = try KeyFile.create(file)
        print("Wrote \(file), fingerprint \(key.fingerprint).")
    }
}

/// `mannequin key show`.
struct KeyShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Prints the fingerprint of a masking key, never the key.",
        discussion: """
            EXAMPLES
              mannequin key show mannequin.key
            """)

    @Argument(help: "The key file.")
    var file: String

    func run() throws { print(try KeyFile.read(file).fingerprint) }
}

/// `mannequin key destroy`.
struct KeyDestroy: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "destroy",
        abstract: "Destroys a masking key, and records that.",
        discussion: """
            The file is overwritten and removed, then the catalog records that the key with this fingerprint is gone: from
            then on nobody can test guesses with it, and no further snapshot fits to those that were made with it. Copies
            of the file, and what a file system or a disk keeps of overwritten blocks, are not reached.

            EXAMPLES
              mannequin key destroy mannequin.key --reason "the project has ended" --dry-run
              mannequin key destroy mannequin.key --reason "the project has ended"
            """)

    @Argument(help: "The key file.")
    var file: String

    @Option(name: .long, help: "Why.")
    var reason: String

    @Flag(name: .long, help: "Say which key it is, and destroy nothing.")
    var dryRun = false

    @OptionGroup var catalog: CatalogOptions

    func validate() throws {
        guard reason.filter({ !$0.isWhitespace }).count >= 3 else { throw ValidationError("--reason is a sentence.") }
    }

    func run() throws {
        let destruction = try KeyDestruction(file)
        if dryRun { return print("Would destroy \(file), fingerprint \(destruction.fingerprint).") }
        let isKnown = try destruction.run(in: try catalog.open(for: "key destroy"), because: reason)
        print("Destroyed \(file), fingerprint \(destruction.fingerprint).")
        if !isKnown { print("No run of this catalog has used it.") }
    }
}
