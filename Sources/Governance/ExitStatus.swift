/// How the program ends, in the numbers of `sysexits.h`.
///
/// | number | meaning |
/// | --- | --- |
/// | 0 | done |
/// | 1 | a promise or check failed |
/// | 64 | the command line is wrong |
/// | 65 | the snapshot is damaged or not supported |
/// | 66 | there is no such input |
/// | 69 | a service is out of reach |
/// | 73 | the output cannot be created |
/// | 74 | reading or writing failed |
/// | 75 | try again later |
/// | 77 | not allowed |
/// | 78 | a rule or configuration is wrong |
public enum ExitStatus: Int32, Sendable {
    /// Done.
    case done = 0
    /// A promise or check failed.
    case checkFailed = 1
    /// The command line is wrong.
    case usage = 64
    /// The snapshot is damaged or not supported.
    case badData = 65
    /// There is no such input.
    case noInput = 66
    /// A service is out of reach.
    case unavailable = 69
    /// The output cannot be created.
    case cannotCreate = 73
    /// Reading or writing failed.
    case inputOutput = 74
    /// Try again later.
    case tryAgain = 75
    /// Not allowed.
    case notAllowed = 77
    /// A rule or configuration is wrong.
    case badConfiguration = 78
}

/// A failure with the exit status it leads to.
public struct RunError: Error, CustomStringConvertible, Sendable {
    /// How the program ends.
    public var status: ExitStatus
    /// What went wrong and what to do, in one sentence; no key, value or credential.
    public var description: String
    /// Whether the same may do better later: a service was out of reach, or busy.
    public var isRetryable = false

    /// A failure.
    public init(_ status: ExitStatus, _ description: String) {
        self.status = status
        self.description = description
    }
}
