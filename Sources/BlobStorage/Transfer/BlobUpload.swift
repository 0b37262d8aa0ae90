/// Stages what is written in parts, some of them side by side; commits them when that is asked for.
public actor BlobUpload {
    private let store: any BlobStore
    private var upload: StagedUpload
    private let firstPartByteCount: Int
    private let concurrency: Int
    private let md5 = RunningMD5()
    private var buffer: [UInt8] = []
    private var index = 0
    private var pending: [Task<StagedPart, any Error>] = []
    private var parts: [StagedPart] = []

    /// Begins an upload. Takes `concurrency` + 1 parts of memory.
    public init(
        _ store: any BlobStore, name: String, _ options: UploadOptions, partByteCount: Int = 8 << 20,
        concurrency: Int = 3
    ) async throws {
        self.store = store
        self.concurrency = concurrency
        firstPartByteCount = partByteCount
        upload = try await store.beginUpload(name, options)
    }

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
        while !pending.isEmpty { parts.append(try await pending.removeFirst().value) }
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

    private func stage(_ part: [UInt8]) async throws {
        while pending.count >= concurrency { parts.append(try await pending.removeFirst().value) }
        guard index < store.partLimits.count else {
            throw BlobError(.refused, store.location, "the snapshot is larger than a blob can be")
        }
        let number = index
        index += 1
        pending.append(Task { [store, upload] in try await store.put(part, as: number, of: upload) })
    }
}
