import Foundation

/// What Azure Blob Storage does with blobs, as its documentation tells, in memory. It is a stand-in: what it agrees on
/// with the service is what its authors have read, no more; the official Python SDK is run against it, too.
struct ServiceModel {
    var settings: ServiceSettings
    var containers: [String: [String: [StoredBlob]]] = [:]
    /// Blocks that are staged, by container and name.
    var staged: [String: [String: [UInt8]]] = [:]
    private var ticks: UInt64 = 0
    private let clock: () -> Date

    init(_ settings: ServiceSettings, clock: @escaping () -> Date = { Date() }) {
        self.settings = settings
        self.clock = clock
    }

    var now: Date { clock().addingTimeInterval(settings.daysAhead * 86_400) }

    /// A moment with seven digits, each later than the one before.
    mutating func stamp() -> String {
        ticks += 1
        return ServiceText.iso(now).dropLast() + String(format: ".%07d", Int(ticks % 10_000_000)) + "Z"
    }

    mutating func freshETag() -> String {
        ticks += 1
        return String(format: "\"0x8D%012lX\"", ticks)
    }

    mutating func answer(_ request: ServiceRequest) throws -> ServiceAnswer {
        forgetExpired()
        if request.container.isEmpty { return try account(request) }
        if request.blob.isEmpty { return try container(request) }
        guard containers[request.container] != nil else { throw ServiceRefusal(404, "ContainerNotFound") }
        switch (request.method, request.component) {
        case ("HEAD", nil), ("GET", nil): return try read(request)
        case ("PUT", nil): return try putBlob(request)
        case ("PUT", "block"): return try putBlock(request)
        case ("PUT", "blocklist"): return try putBlockList(request)
        case ("GET", "blocklist"): return try blockList(request)
        case ("PUT", "page"): return try putPage(request)
        case ("PUT", "metadata"): return try setMetadata(request)
        case ("PUT", "tags"), ("GET", "tags"): return try tags(request)
        case ("PUT", "snapshot"): return try makeSnapshot(request)
        case ("PUT", "lease"): return try lease(request)
        case ("PUT", "undelete"): return try undelete(request)
        case ("PUT", "immutabilityPolicies"), ("DELETE", "immutabilityPolicies"): return try immutability(request)
        case ("PUT", "legalhold"): return try legalHold(request)
        case ("DELETE", nil): return try delete(request)
        default: throw ServiceRefusal(400, "InvalidQueryParameterValue")
        }
    }

    /// What all user-delegation keys of the stand-in are.
    static let delegationKey = "the key of an identity, for tests only"

    /// Get User Delegation Key.
    private func delegation(_ request: ServiceRequest) -> ServiceAnswer {
        func asked(_ name: String) -> String { ServiceText.elements([name], in: request.body).first ?? "" }
        let key = Data(Self.delegationKey.utf8).base64EncodedString()
        return .xml(
            "<UserDelegationKey><SignedOid>oid</SignedOid><SignedTid>tid</SignedTid>"
                + "<SignedStart>\(asked("Start"))</SignedStart><SignedExpiry>\(asked("Expiry"))</SignedExpiry>"
                + "<SignedService>b</SignedService><SignedVersion>2023-11-03</SignedVersion>"
                + "<Value>\(key)</Value></UserDelegationKey>")
    }

    private func account(_ request: ServiceRequest) throws -> ServiceAnswer {
        if request.method == "POST", request.component == "userdelegationkey" { return delegation(request) }
        guard request.method == "GET", request.component == "properties" else {
            throw ServiceRefusal(400, "InvalidQueryParameterValue")
        }
        let days = settings.softDeleteDays
        let retention =
            days == 0
            ? "<Enabled>false</Enabled>"
            : "<Enabled>true</Enabled><Days>\(days)</Days>"
                + "<AllowPermanentDelete>\(settings.allowsPermanentDelete)</AllowPermanentDelete>"
        return .xml(
            "<StorageServiceProperties><DeleteRetentionPolicy>\(retention)</DeleteRetentionPolicy></StorageServiceProperties>"
        )
    }

    private mutating func container(_ request: ServiceRequest) throws -> ServiceAnswer {
        let name = request.container
        if request.method == "PUT", request.component == nil {
            guard containers[name] == nil else { throw ServiceRefusal(409, "ContainerAlreadyExists") }
            containers[name] = [:]
            return ServiceAnswer(
                status: 201, headers: [("ETag", freshETag()), ("Last-Modified", ServiceText.http(now))])
        }
        guard let blobs = containers[name] else { throw ServiceRefusal(404, "ContainerNotFound") }
        if request.component == "list" { return list(request, blobs) }
        if request.method == "DELETE" {
            guard !blobs.values.joined().contains(where: { $0.isImmutable(at: now) }) else {
                throw ServiceRefusal(409, "BlobImmutableDueToPolicy")
            }
            containers[name] = nil
            return ServiceAnswer(status: 202)
        }
        return ServiceAnswer(
            status: 200,
            headers: [
                ("ETag", "\"0x1\""), ("Last-Modified", ServiceText.http(now)), ("x-ms-has-legal-hold", "false"),
                ("x-ms-has-immutability-policy", "false"),
            ])
    }

    /// What was deleted softly goes when its days are over.
    private mutating func forgetExpired() {
        let now = now
        for (container, blobs) in containers {
            for (name, contents) in blobs {
                containers[container]?[name] = contents.filter { blob in
                    blob.deletion.map { now < $0.at.addingTimeInterval(Double($0.days) * 86_400) } ?? true
                }
            }
        }
    }
}

extension ServiceModel {
    /// All contents of the name that a request is about.
    func contents(_ request: ServiceRequest) -> [StoredBlob] { containers[request.container]?[request.blob] ?? [] }

    mutating func set(_ contents: [StoredBlob], _ request: ServiceRequest) {
        containers[request.container]?[request.blob] = contents.isEmpty ? nil : contents
    }

    /// The content that a request is about.
    func index(_ request: ServiceRequest, evenDeleted: Bool = false) throws -> Int {
        let snapshot = request.parameter("snapshot")
        let version = request.parameter("versionid")
        let found = contents(request).firstIndex { blob in
            guard evenDeleted || !blob.isDeleted else { return false }
            if let snapshot { return blob.snapshot == snapshot }
            if let version { return blob.version == version && blob.snapshot == nil }
            return blob.isCurrent && blob.snapshot == nil
        }
        guard let found else { throw ServiceRefusal(404, "BlobNotFound") }
        return found
    }

    /// `If-Match` and `If-None-Match`; nil stands for no blob.
    func check(_ request: ServiceRequest, against blob: StoredBlob?) throws {
        if let wanted = request.headers["if-match"] {
            guard let blob, wanted == "*" || wanted == blob.etag else { throw ServiceRefusal(412, "ConditionNotMet") }
        }
        if let unwanted = request.headers["if-none-match"], let blob, unwanted == "*" || unwanted == blob.etag {
            if ["GET", "HEAD"].contains(request.method) { throw ServiceRefusal(304, "ConditionNotMet") }
            throw unwanted == "*" ? ServiceRefusal(409, "BlobAlreadyExists") : ServiceRefusal(412, "ConditionNotMet")
        }
    }

    /// Whoever changes or deletes a blob that is leased has to say the lease.
    func checkLease(_ request: ServiceRequest, of blob: StoredBlob) throws {
        guard blob.isLeased(at: now), let lease = blob.lease else { return }
        guard let stated = request.headers["x-ms-lease-id"] else { throw ServiceRefusal(412, "LeaseIdMissing") }
        guard stated == lease.id else { throw ServiceRefusal(412, "LeaseIdMismatchWithBlobOperation") }
    }
}

extension ServiceAnswer {
    static func xml(_ text: String, status: Int = 200) -> ServiceAnswer {
        ServiceAnswer(
            status: status, headers: [("Content-Type", "application/xml")],
            body: Array("\u{FEFF}<?xml version=\"1.0\" encoding=\"utf-8\"?>\(text)".utf8))
    }
}
