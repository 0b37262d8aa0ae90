/// Why a server could not be read or written, and what to do.
///
/// Holds no key, no value and no credential: it is safe to print.
public struct LiveError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What kind of failure it is. New codes may be added.
    public struct Code: Sendable, Equatable {
        let rawValue: UInt8
        /// The address or an option is wrong.
        public static let usage = Code(rawValue: 1)
        /// Nobody answers there, or TLS fails.
        public static let unreachable = Code(rawValue: 2)
        /// The server cannot now, and may soon: the one to try again with nothing changed.
        public static let notNow = Code(rawValue: 3)
        /// Credentials or permissions are missing.
        public static let notAllowed = Code(rawValue: 4)
        /// The connection ended or stood still in the middle.
        public static let lost = Code(rawValue: 5)
        /// The server says what no server says.
        public static let notUnderstood = Code(rawValue: 6)
        /// The target holds data.
        public static let occupied = Code(rawValue: 7)
        /// The server cannot hold this snapshot.
        public static let unsupported = Code(rawValue: 8)
        /// The target has no memory left.
        public static let full = Code(rawValue: 9)
    }

    /// What kind of failure it is.
    public let code: Code
    /// What happened, where, and what to do.
    public let description: String

    /// A failure.
    public init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }

    /// Equality of the code.
    public static func == (left: LiveError, right: LiveError) -> Bool { left.code == right.code }
}

extension LiveError {
    /// What a server's error to a question means for the person who asked.
    init(_ failure: ServerFailure, at place: String, asked command: String) {
        func error(_ code: Code, _ advice: String) -> LiveError {
            LiveError(code, "\(place) answered \(failure) to \(command): \(advice)")
        }
        switch failure.code {
        case "NOAUTH":
            self = error(.notAllowed, "it wants a password; set REDISCLI_AUTH, and the user in the address")
        case "WRONGPASS": self = error(.notAllowed, "user or password are wrong, or the user is off")
        case "NOPERM":
            self = error(.notAllowed, "the user may not run it; docs/live.md lists what has to be allowed")
        case "DENIED":
            self = error(.notAllowed, "it is in protected mode; give it a password, or connect from its host")
        case "LOADING": self = error(.notNow, "it is loading its own data; try again when that is done")
        case "NOMASTERLINK", "MASTERDOWN":
            self = error(
                .notNow, "it is a replica without a link to its primary; ask the primary, or wait for the link")
        case "BUSY": self = error(.notNow, "a script or function keeps it busy; try again later")
        case "TRYAGAIN", "CLUSTERDOWN": self = error(.notNow, "its cluster is not whole; try again later")
        case "READONLY": self = error(.notAllowed, "it is a replica; load into its primary")
        case "OOM": self = error(.full, "it is at its maxmemory; raise that, or choose a larger server")
        case "MISCONF": self = error(.notNow, "it refuses writes because its own snapshots fail; see its log")
        case "NOREPLICAS": self = error(.notNow, "it refuses writes because it has too few replicas")
        default: self = error(.notUnderstood, "this is not known here; its log may say more")
        }
    }
}
