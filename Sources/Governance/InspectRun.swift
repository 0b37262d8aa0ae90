import BlobStorage
import RedisDump
import RedisLive
public import Sanitizing

/// One run of `mannequin inspect`: read a snapshot, count what is in it.
public struct InspectRun: Sendable {
    /// The snapshot: a path, the address of a blob, `-`, or the name of `server`.
    public var input: String
    /// The running server the snapshot is asked of; nil where it is a file or a blob.
    public var server: LiveServer?
    /// How blobs are got at.
    public var access = BlobAccess()
    /// What is looked at.
    public var options: InspectOptions

    /// A run.
    public init(input: String, options: InspectOptions) {
        self.input = input
        self.options = options
    }

    /// Runs. `progress` gets the bytes read of the RDB file, and the total of the input where that is known.
    public func run(progress: (UInt64, UInt64?) throws -> Void = { _, _ in }) throws -> InspectReport {
        let source = try SnapshotInput(input, access, from: server)
        do {
            let inspection = try Inspector.run(source, options) { done in
                try progress(done, source.totalByteCount)
            }
            return InspectReport(
                input: .init(
                    name: source.name, sha256: source.finishDigest(), bytes: source.byteCount,
                    rdbVersion: inspection.header.text),
                inspection: inspection)
        } catch let error as ReadError {
            throw RunError(.badData, "\(source.name): \(error)")
        } catch let error as LiveError {
            throw RunError(error)
        }
    }
}

/// What a run found, for people and for machines.
public struct InspectReport: Encodable, Sendable {
    /// The snapshot as it lies there.
    public var input: SanitizeReport.Side
    /// What is in it.
    public var inspection: Inspection

    enum CodingKeys: String, CodingKey { case input }

    /// Writes one flat document.
    public func encode(to encoder: any Encoder) throws {
        try inspection.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(input, forKey: .input)
    }
}
