import AzureManagement
import BlobStorage
import Catalog
import Foundation

/// What a service was asked for and what came of it, for people and for machines. No signature is in it.
public struct OperationReport: Codable, Sendable {
    /// How it ended, or did not.
    public enum State: String, Codable, Sendable {
        /// Nothing was asked: a dry run.
        case rehearsed
        /// Nothing was asked: something stands in the way.
        case stopped
        /// The service has taken it, and works on it.
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
    }

    /// `export` or `import`.
    public var kind: String
    /// The id of the cache or database.
    public var resource: String
    /// Region, SKU and version of it.
    public var region = "", sku = "", redisVersion: String?
    /// How it ended.
    public var state = State.rehearsed
    /// What the service calls the operation.
    public var operation: String?
    /// When it began and ended by the service's clock.
    public var serviceStarted: String?, serviceEnded: String?
    /// The service's code of a failure.
    public var code: String?
    /// What happened, in a sentence.
    public var detail = ""
    /// Under which ids the service logged the requests.
    public var requestIDs: [String] = []
    /// What the signature was made with, its letters and its window.
    public var signedWith = "", permissions = "", signedFrom: String?, signedUntil: String?
    /// What was looked at before.
    public var checks: [PreflightRow] = []
    /// Wall time of it all.
    public var seconds = 0.0
    /// The path of the catalog it is recorded in; nil when it is recorded nowhere.
    public var catalog: String?
    /// The uid of the run in the catalog.
    public var runID: String?
    /// What else somebody should know.
    public var notes: [String] = []

    enum CodingKeys: String, CodingKey {
        case kind, resource, region, sku, state, operation, code, detail, permissions, checks, seconds, catalog, notes
        case redisVersion = "redis_version"
        case serviceStarted = "service_started"
        case serviceEnded = "service_ended"
        case requestIDs = "request_ids"
        case signedWith = "signed_with"
        case signedFrom = "signed_from"
        case signedUntil = "signed_until"
        case runID = "run_id"
    }

    init(kind: String, of resource: CacheResource) {
        self.kind = kind
        self.resource = resource.id
    }

    /// How a program ends that reports this: a state that nobody knows is no success.
    public var exitStatus: ExitStatus {
        switch state {
        case .rehearsed, .stopped: checks.stop?.status ?? .done
        case .accepted, .succeeded: .done
        case .failed, .refused, .unknown: .inputOutput
        case .left: .tryAgain
        }
    }

    /// Why a program that reports this does not end with success; nil when it does.
    public var failure: String? {
        switch state {
        case .rehearsed, .stopped: checks.stop?.description
        case .accepted, .succeeded: nil
        case .failed, .refused, .unknown, .left: "\(state): \(detail)"
        }
    }

    mutating func noteDuration(since start: ContinuousClock.Instant) {
        seconds = (ContinuousClock.now - start).inSeconds
    }

    mutating func note(_ facts: CacheFacts) {
        (region, sku, redisVersion) = (facts.location, facts.sku, facts.redisVersion)
        requestIDs += facts.requestIDs
    }

    mutating func note(_ access: SharedAccess) {
        signedWith = access.origin.rawValue
        permissions = access.permissions
        signedFrom = access.start.map(Preflight.moment)
        signedUntil = access.expiry.map(Preflight.moment)
    }

    mutating func note(_ answer: ServiceAnswerFacts) {
        state = State(rawValue: answer.phase.rawValue) ?? .unknown
        operation = answer.operation ?? operation
        (serviceStarted, serviceEnded) = (answer.started, answer.ended)
        (code, detail) = (answer.code, answer.detail)
        requestIDs += answer.requestIDs.filter { !requestIDs.contains($0) }
    }

    /// As the catalog records it.
    func facts(places: [String], _ access: SharedAccess) throws -> ServiceOperationFacts {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        func ms(_ date: Date?) -> Int64? { date.map { Int64($0.timeIntervalSince1970 * 1000) } }
        return ServiceOperationFacts(
            kind: kind, resource: resource, region: region, sku: sku, redisVersion: redisVersion,
            places: String(decoding: try encoder.encode(places), as: UTF8.self), signedWith: signedWith,
            permissions: permissions, signedFromMs: ms(access.start), signedUntilMs: ms(access.expiry),
            checks: String(decoding: try encoder.encode(checks), as: UTF8.self))
    }
}
