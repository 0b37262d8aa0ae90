import ArgumentParser
import Catalog
import Governance
import Rules
import Sanitizing
import RedisDump

/// How errors become messages and exit statuses.
enum Failure {
    /// Prints the error to standard error and ends the program.
    static func exit(_ error: any Error, _ root: any ParsableCommand.Type) -> Never {
        switch error {
        case let error as RunError: end(error.status, "mannequin: \(error.description)")
        case let error as CatalogError:
            let failure = RunError(error)
            end(failure.status, "mannequin: \(failure.description)")
        case let error as RuleError: end(.badConfiguration, error.description)
        case let error as ReadError: end(.badData, "mannequin: \(error.description)")
        case let error as SanitizeError: end(.badData, "mannequin: \(error.description)")
        case let status as ExitCode: root.exit(withError: status)
        default: root.exit(withError: error)
        }
    }

    private static func end(_ status: ExitStatus, _ message: String) -> Never {
        Terminal.printError(message)
        Mannequin.exit(withError: ExitCode(status.rawValue))
    }
}
