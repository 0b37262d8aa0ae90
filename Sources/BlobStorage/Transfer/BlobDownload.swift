/// Reads a blob from its beginning to its end, some pieces ahead of who takes them; all of one content.
public actor BlobDownload {
    private let store: any BlobStore
    private let facts: BlobFacts
    private let id: BlobID
    private let pieceByteCount: Int64
    private let ahead: Int
    private var offset: Int64 = 0
    private var pending: [Task<[UInt8], any Error>] = []

    /// A download of what `facts` tells of. Takes `ahead` + 1 pieces of memory.
    public init(_ store: any BlobStore, _ id: BlobID, _ facts: BlobFacts, pieceByteCount: Int = 4 << 20, ahead: Int = 3)
    {
        self.store = store
        self.facts = facts
        self.id = id
        self.pieceByteCount = Int64(pieceByteCount)
        self.ahead = ahead
    }

    deinit { for task in pending { task.cancel() } }

    /// The next piece; nil at the end.
    public func next() async throws -> [UInt8]? {
        fill()
        guard !pending.isEmpty else { return nil }
        let piece = try await pending.removeFirst().value
        fill()
        return piece
    }

    private func fill() {
        while pending.count < ahead, offset < facts.byteCount {
            let range = offset..<min(offset + pieceByteCount, facts.byteCount)
            offset = range.upperBound
            pending.append(Task { [store, id, facts] in try await store.read(id, range, pinnedTo: facts.etag) })
        }
    }
}
