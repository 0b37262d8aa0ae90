import GRDB

/// What a cloud service is asked for.
public struct ServiceOperationFacts: Sendable {
    /// `export` or `import`.
    public var kind: String
    /// The id of the cache or database at the service.
    public var resource: String
    /// Its region, what it is sold as, and the version it runs.
    public var region: String, sku: String, redisVersion: String?
    /// The container, or the blobs: a JSON array of addresses without credentials.
    public var places: String
    /// What the signature was made with, its letters, and its window in ms since 1970.
    public var signedWith: String, permissions: String, signedFromMs: Int64?, signedUntilMs: Int64?
    /// What was found before it: a JSON array.
    public var checks: String

    /// An operation that is going to be asked for, of a resource.
    public init(
        kind: String, resource: String, region: String, sku: String, redisVersion: String?, places: String,
        signedWith: String, permissions: String, signedFromMs: Int64?, signedUntilMs: Int64?, checks: String
    ) {
        self.kind = kind
        self.resource = resource
        self.region = region
        self.sku = sku
        self.redisVersion = redisVersion
        self.places = places
        self.signedWith = signedWith
        self.permissions = permissions
        self.signedFromMs = signedFromMs
        self.signedUntilMs = signedUntilMs
        self.checks = checks
    }
}

/// What came of asking.
public struct ServiceAnswerFacts: Sendable {
    /// How far it is.
    public enum Phase: String, Sendable {
        /// The service has taken it.
        case accepted
        /// It is done.
        case succeeded
        /// It is not going to be done.
        case failed
        /// The service did not take it.
        case refused
        /// Nobody can say how far it is.
        case unknown
        /// We stopped asking; it goes on.
        case left

        /// Whether it ends the operation.
        public var isEnd: Bool { [.succeeded, .failed, .refused].contains(self) }
    }

    /// How far it is.
    public var phase: Phase
    /// What the service calls the operation.
    public var operation: String?
    /// When it began and ended by the service's clock, as the service writes it.
    public var started: String?, ended: String?
    /// The service's code of a failure.
    public var code: String?
    /// Under which ids the service logged the requests.
    public var requestIDs: [String]
    /// What happened, in a sentence.
    public var detail: String

    /// An answer.
    public init(_ phase: Phase, requestIDs: [String] = [], detail: String) {
        self.phase = phase
        self.requestIDs = requestIDs
        self.detail = detail
    }
}

extension EventLog {
    /// Records what a service is going to be asked for; to be called before it is.
    public func ask(_ facts: ServiceOperationFacts, run: Run) throws -> ServiceOperation {
        let uid = UUIDv7.make(at: now)
        return try record(
            .serviceAsked, run: run.uid, subject: uid, detail: "\(facts.kind) of \(facts.resource) is asked for"
        ) { rows in
            try rows.insert(
                ServiceOperation(
                    uid: uid, runId: run.id, kind: facts.kind, resource: Self.oneLine(facts.resource),
                    region: Self.oneLine(facts.region), sku: Self.oneLine(facts.sku),
                    redisVersion: facts.redisVersion.map(Self.oneLine), places: facts.places,
                    signedWith: facts.signedWith, permissions: Self.oneLine(facts.permissions),
                    signedFromMs: facts.signedFromMs, signedUntilMs: facts.signedUntilMs, checks: facts.checks,
                    askedMs: now))
        }
    }

    /// Records what came of it.
    public func note(_ facts: ServiceAnswerFacts, of operation: ServiceOperation, run: Run) throws {
        try record(.serviceAnswered, run: run.uid, subject: operation.uid, detail: "\(facts.phase): \(facts.detail)") {
            rows in
            _ = try rows.insert(
                ServiceOperationStep(
                    serviceOperationId: operation.id, phase: facts.phase.rawValue, atMs: now,
                    operation: facts.operation.map(Self.oneLine), serviceStarted: facts.started.map(Self.oneLine),
                    serviceEnded: facts.ended.map(Self.oneLine), code: facts.code.map(Self.oneLine),
                    requestIds: Self.oneLine(facts.requestIDs.joined(separator: " ")),
                    detail: Self.oneLine(facts.detail)))
        }
    }
}
