/// Stages what is written in parts, some of them side by side; commits them when that is asked for.
///
/// An upload that an earlier program has begun can be taken up: of what is written again, the parts that are staged
/// already are not sent.
public actor BlobUpload {
    private let store: any BlobStore
    /// The upload, as it can be taken up.
    public private(set) var upload: StagedUpload
    /// The size of its first parts.
    public nonisolated let firstPartByteCount: Int
    private let concurrency: Int
    private let md5 = RunningMD5()
    private var buffer: [UInt8] = []
    private var index = 0
    private var pending: [Task<StagedPart, any Error>] = []
    /// The parts that are staged, in order.
    public private(set) var parts: [StagedPart] = []
    /// How many bytes these have.
    public private(set) var stagedByteCount = 0
    /// What was staged before, by index.
    private var known: [Int: [StagedPart]] = [:]
    /// How many parts were staged before, and not sent again.
    public private(set) var keptPartCount = 0

    /// The size of a part where nobody says another.
    public static let usualPartByteCount = 8 << 20

    /// Begins an upload. Takes `concurrency` + 1 parts of memory.
    public init(
        _ store: any BlobStore, name: String, _ options: UploadOptions, partByteCount: Int = usualPartByteCount,
        concurrency: Int = 3
    ) async throws {
        self.store = store
        self.concurrency = concurrency
        firstPartByteCount = partByteCount
        upload = try await store.beginUpload(name, options)
    }

    /// Takes an upload up: what is written now is all of it again. Where the store knows nothing of it, or may not list
    /// it, all parts are sent anew.
    public init(
        _ store: any BlobStore, resuming upload: StagedUpload, partByteCount: Int, concurrency: Int = 3
    ) async throws {
        self.store = store
        self.concurrency = concurrency
        firstPartByteCount = partByteCount
        do {
            known = Dictionary(grouping: try await store.stagedParts(of: upload), by: \.index)
            self.upload = upload
        } catch let error as BlobError where error.code == .absent {
            self.upload = try await store.beginUpload(upload.name, upload.options)
        } catch let error as BlobError where error.code == .notAllowed {
            self.upload = upload
        }
    }

    deinit { for task in pending { task.cancel() } }

    /// How many parts are staged or under way.
    public var partCount: Int { index }

    /// Takes bytes; waits while enough parts are under way.
    public func write(_ bytes: [UInt8]) async throws {
        md5.update(bytes)
        buffer += bytes
        while buffer.count >= size {
            let part = Array(buffer.prefix(size))
            buffer.removeFirst(part.count)
            try await stage(part)
        }
    }

    /// Stages what is left, and waits until all parts are there.
    public func finish() async throws {
        if !buffer.isEmpty {
            let part = buffer
            buffer = []
            try await stage(part)
        }
        while !pending.isEmpty { try await settleFirst() }
        upload.options.contentMD5 = md5.finalize()
    }

    /// Makes the blob. To be called after ``finish()``; again after a failure.
    public func commit(if condition: WriteCondition) async throws -> BlobFacts {
        try await store.commit(upload, parts, if: condition)
    }

    /// Gives up; tells what is left of it.
    public func abort() async throws -> AbortOutcome {
        for task in pending { task.cancel() }
        pending = []
        return try await store.abort(upload)
    }

    private var size: Int { store.partLimits.byteCount(ofPart: index, first: firstPartByteCount) }

    private func settleFirst() async throws {
        let part = try await pending.removeFirst().value
        parts.append(part)
        stagedByteCount += part.byteCount
    }

    private func stage(_ part: [UInt8]) async throws {
        while pending.count >= concurrency { try await settleFirst() }
        guard index < store.partLimits.count else {
            throw BlobError(.refused, store.location, "the snapshot is larger than a blob can be")
        }
        let number = index
        index += 1
        let staged = known[number]?.first { store.isStaged(part, as: $0, of: upload) }
        if staged != nil { keptPartCount += 1 }
        pending.append(
            Task { [store, upload] in
                if let staged { return staged }
                return try await store.put(part, as: number, of: upload)
            })
    }
}
