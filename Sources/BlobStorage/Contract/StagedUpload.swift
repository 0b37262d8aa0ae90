/// An upload that has begun and is not committed.
public struct StagedUpload: Sendable, Equatable {
    /// The name it is going to have.
    public var name: String
    /// By what the store finds its parts again.
    public var id: String
    /// What the blob says about itself from the commit on.
    public var options: UploadOptions

    /// An upload that was begun before, perhaps by a program that is gone.
    public init(name: String, id: String, options: UploadOptions) {
        self.name = name
        self.id = id
        self.options = options
    }
}

/// What a blob says about itself from its commit on.
public struct UploadOptions: Sendable, Equatable {
    /// Names of a-z and 0-9, and values of printable ASCII.
    public var metadata: [String: String]
    /// At most ten.
    public var tags: [String: String]
    /// MD5 of the whole, for stores that keep one with the blob; may be filled in until the commit.
    public var contentMD5: [UInt8]?

    /// The metadata under which a blob tells which upload made it.
    public static let mark = "mannequinid"

    /// What tells the blob from all others: chosen before it is there, so that it can be on record before.
    public var identity: String { metadata[Self.mark] ?? "" }

    /// Metadata and tags; `identity` is one that nobody else has.
    public init(identity: String, metadata: [String: String] = [:], tags: [String: String] = [:]) {
        self.metadata = metadata
        self.metadata[Self.mark] = identity
        self.tags = tags
    }
}

/// One part that is staged.
public struct StagedPart: Sendable, Equatable, Codable {
    /// Its place among the parts, from 0.
    public var index: Int
    /// What the store calls it.
    public var token: String
    /// Its size.
    public var byteCount: Int
}

/// What the name must be when an upload is committed.
public enum WriteCondition: Sendable, Equatable {
    /// Nothing is there.
    case absent
    /// The content with this ETag is there.
    case match(String)
    /// Whatever is there.
    case none
}

/// What became of the parts of an upload that was given up.
public enum AbortOutcome: Sendable, Equatable {
    /// They are gone.
    case gone
    /// The service keeps them, out of sight, for so many days.
    case keptOutOfSight(days: Int)
}

/// How parts may be cut.
public struct PartLimits: Sendable {
    /// Least size of a part that is not the last.
    public var minimum: Int
    /// How many parts a blob can have.
    public var count: Int

    /// The size of a part, so that the largest blobs fit and small ones take little memory: it doubles with each fifth of
    /// the number of parts that is used up.
    public func byteCount(ofPart index: Int, first: Int) -> Int {
        let step = max(1, min(count, 10_000) / 5)
        return max(minimum, first) << min(max(0, index) / step, 4)
    }
}
