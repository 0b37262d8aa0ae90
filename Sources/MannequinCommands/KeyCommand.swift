import ArgumentParser
import Governance
import Masking

/// `mannequin key`.
struct KeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "Makes and looks at masking keys.", subcommands: [KeyNew.self, KeyShow.self])
}

/// `mannequin key new`.
struct KeyNew: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Writes a new masking key to a file that only you can read.",
        discussion: """
            Snapshots that are sanitized with one key fit together: the same value masks to the same value in all of
            them. Whoever has the key can test guesses against a sanitized snapshot: keep it like a password.

            EXAMPLES
              mannequin key new mannequin.key
              mannequin sanitize dump.rdb --output test.rdb --key-file mannequin.key
            """)

    @Argument(help: "The file to make. It must not exist yet.")
    var file: String

    func run() throws {
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
