import Foundation

/// One content of a name: current, a version, a snapshot, or one that was deleted softly.
struct StoredBlob {
    var bytes: [UInt8] = []
    /// `BlockBlob` or `PageBlob`.
    var type = "BlockBlob"
    var etag: String
    var modified: Date
    var version: String?
    var snapshot: String?
    var isCurrent = true
    /// When it was deleted softly, and for how many days it is kept from then.
    var deletion: (at: Date, days: Int)?
    var metadata: [(name: String, value: String)] = []
    var tags: [(name: String, value: String)] = []
    var contentType = "application/octet-stream"
    var contentMD5: String?
    var lease: (id: String, until: Date)?
    var immutableUntil: Date?
    var hasLegalHold = false

    var isDeleted: Bool { deletion != nil }

    func isImmutable(at now: Date) -> Bool { hasLegalHold || immutableUntil.map { $0 > now } ?? false }
    func isLeased(at now: Date) -> Bool { lease.map { $0.until > now } ?? false }
}

/// A request as the model sees it.
struct ServiceRequest {
    var method: String
    /// The path as it was sent.
    var path: String
    var query: [(name: String, value: String)]
    /// Names in lower case.
    var headers: [String: String]
    var body: [UInt8]
    var container = ""
    var blob = ""

    func parameter(_ name: String) -> String? { query.first { $0.name.lowercased() == name }?.value }
    var component: String? { parameter("comp") }
    /// Method and component.
    var label: String { [method, component].compactMap(\.self).joined(separator: " ") }
}

/// An answer.
struct ServiceAnswer {
    var status: Int
    var headers: [(name: String, value: String)] = []
    var body: [UInt8] = []
    /// What `Content-Length` says to `HEAD`.
    var statedLength: Int?
    /// Whether it was done in spite of the status.
    var wasCarriedOut = false
}

/// An answer that is no success.
struct ServiceRefusal: Error {
    var status: Int
    var code: String

    init(_ status: Int, _ code: String) {
        self.status = status
        self.code = code
    }
}
