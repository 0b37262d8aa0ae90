/// How a service is asked to export or import, and for how long it is waited for.
public struct OperationOptions: Sendable {
    /// Whether the service gets at the blobs with an identity of its own, and no signature is made.
    public var usesManagedIdentity = false
    /// For how long a signature that is made is good. The service wants more than an hour to be left of it.
    public var signedFor = Duration.seconds(4 * 3600)
    /// How long to wait between questions, where the service does not say.
    public var pollInterval = Duration.seconds(30)
    /// How long to wait for the end; nil for as long as it takes.
    public var timeout: Duration?
    /// Whether nothing is asked of the service, only everything looked at before it.
    public var isDryRun = false

    /// The usual ones.
    public init() {}

    /// The shortest time that a signature may be made for.
    public static let shortestSignature = Duration.seconds(2 * 3600)
}

/// How far a run is.
public enum OperationProgress: Sendable {
    /// Bytes read of a blob, and its size where that is known.
    case reading(UInt64, UInt64?)
    /// Waiting for the service: the share that is done where it says so, and for how long.
    case waiting(percent: Double?, seconds: Int)
}
