public import ArgumentParser

/// The root command.
public struct Mannequin: AsyncParsableCommand {
    /// Name, help and subcommands.
    public static let configuration = CommandConfiguration(
        commandName: "mannequin",
        abstract: "Turns a production Redis snapshot into one with the same shape and nobody inside.",
        discussion: """
            EXAMPLES
              mannequin sanitize dump.rdb --output test.rdb
              mannequin verify dump.rdb test.rdb
              mannequin inspect test.rdb
              mannequin load test.rdb redis://127.0.0.1:6379
              zcat dump.rdb.gz | mannequin sanitize - --output - > test.rdb

            Exit status: 0 done, 1 a check failed, 64 usage, 65 damaged or unsupported snapshot, 66 no such input,
            69 a service is out of reach, 73 cannot create the output, 74 read or write error, 75 try again, 77 not allowed, 78 wrong rules.
            """,
        version: MannequinVersion.tool,
        subcommands: [
            SanitizeCommand.self, RunCommand.self, VerifyCommand.self, InspectCommand.self, DetectCommand.self,
            LoadCommand.self, ExportCommand.self, ImportCommand.self, RulesCommand.self,
            KeyCommand.self, CatalogCommand.self, SweepCommand.self, ReconcileCommand.self,
            ResumeCommand.self,
        ])

    /// Made by the argument parser.
    public init() {}

    /// Parses, runs, and ends the program with the status of ``Governance/ExitStatus``.
    public static func main() async {
        StandardStream.holdNumbers()
        Heap.giveLargeBlocksBack()
        Terminal.ignoreBrokenPipes()
        SignalWatch.begin()
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try await OwnThread.run { try command.run() }
            }
        } catch {
            Failure.exit(error, self)
        }
        Failure.finish()
    }
}

/// The version of the program.
enum MannequinVersion {
    static let text = "0.1.0"

    /// The program with its version, as the catalog names it.
    static let tool = "mannequin \(text)"
}
