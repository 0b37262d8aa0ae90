public import ArgumentParser
public import Logging

/// What is told about requests to services, on standard error.
struct LogOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Tell of each request to a blob service on standard error: debug or trace; without queries and headers.",
            valueName: "level"))
    var logLevel: Logger.Level?

    /// To be called once, before any work.
    func begin() {
        LoggingSystem.bootstrap { [logLevel] label in
            // Without a level nothing is told: what goes wrong is told by the command itself.
            guard let logLevel else { return SwiftLogNoOpLogHandler() }
            var handler = StreamLogHandler.standardError(label: label)
            handler.logLevel = logLevel
            return handler
        }
    }
}

extension Logger.Level: @retroactive ExpressibleByArgument {}
