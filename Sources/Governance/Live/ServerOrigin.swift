import RedisLive

/// The running server that a snapshot was asked of; no credential among it.
public struct ServerOrigin: Encodable, Sendable {
    /// Its address.
    public var address: String
    /// The ID of its run.
    public var runID: String?
    /// The offset in its replication stream at which the snapshot was taken.
    public var offset: Int64?
    /// Product and version.
    public var product: String?

    private let server: ServerAddress

    enum CodingKeys: String, CodingKey {
        case address, offset, product
        case runID = "run_id"
    }

    init(_ origin: ReplicationSource.Origin) {
        server = origin.address
        address = origin.address.description
        runID = origin.runID
        offset = origin.offset
        product = origin.product
    }

    /// The server as a location of the catalog.
    func location(onHost host: String) -> String { server.location(onHost: host) }

    /// In one line, for the catalog: which moment of the server it was.
    func moment(onHost host: String) -> String {
        var parts = [location(onHost: host)]
        if let runID { parts.append("run \(runID)") }
        if let offset { parts.append("replication offset \(offset)") }
        return parts.joined(separator: ", ")
    }
}
