import ArgumentParser
import Catalog
import Governance
import RedisDump
import Rules
import Sanitizing

/// How errors become messages and exit statuses.
enum Failure {
    /// Ends the program, whose work is done.
    static func finish() -> Never { end(ExitStatus.done.rawValue, nil) }

    /// Prints the error to standard error and ends the program.
    static func exit(_ error: any Error, _ root: any ParsableCommand.Type) -> Never {
        switch error {
        case let error as RunError: end(error.status.rawValue, "mannequin: \(error.description)")
        case let error as CatalogError:
            let failure = RunError(error)
            end(failure.status.rawValue, "mannequin: \(failure.description)")
        case let error as RuleError: end(ExitStatus.badConfiguration.rawValue, error.description)
        case let error as ReadError: end(ExitStatus.badData.rawValue, "mannequin: \(error.description)")
        case let error as SanitizeError: end(ExitStatus.badData.rawValue, "mannequin: \(error.description)")
        default:
            let status = root.exitCode(for: error)
            let text = root.fullMessage(for: error)
            // Help and version, which were asked for.
            guard status.isSuccess else { end(status.rawValue, text) }
            if !text.isEmpty { print(text) }
            finish()
        }
    }

    /// The one end of the program: what was lost of the output is told, and is a failure where nothing else has failed.
    private static func end(_ status: Int32, _ message: String?) -> Never {
        if let message, !message.isEmpty { Terminal.printError(message) }
        var status = status
        let output = StandardStream.output
        if let failure = output.failure, !output.isClosedByReader {
            Terminal.printError("mannequin: standard output: \(failure)")
            if status == ExitStatus.done.rawValue { status = ExitStatus.inputOutput.rawValue }
        }
        Mannequin.exit(withError: ExitCode(status))
    }
}
