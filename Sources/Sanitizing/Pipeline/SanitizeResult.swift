public import RedisDump

/// What came of a run.
public struct SanitizeResult: Sendable {
    /// The header of the snapshot.
    public var header: DumpHeader
    /// What the snapshot was wrapped in.
    public var envelope: DumpSource.Envelope
    /// What followed the end.
    public var trailer: DumpTrailer
    /// Bytes of the RDB file that was read.
    public var inputByteCount: UInt64
    /// Bytes that were written.
    public var outputByteCount: UInt64
    /// What was done.
    public var tally: Tally
    /// When the snapshot was taken, Unix seconds, where it says so.
    public var takenAt: Int64?
}

/// How far a run is.
public struct SanitizeProgress: Sendable {
    /// Bytes of the RDB file that are done.
    public var inputByteCount: UInt64
    /// Bytes written.
    public var outputByteCount: UInt64
}
