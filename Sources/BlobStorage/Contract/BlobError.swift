import Secrecy

/// What went wrong with a blob, or at another service of Azure that is asked about blobs. Holds no signature, key or token.
public struct BlobError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What happened, by what can be done about it.
    public struct Code: Hashable, Sendable {
        let name: String
        /// There is no such blob, container or upload.
        public static let absent = Code(name: "absent")
        /// The name is taken, and was to be free.
        public static let alreadyThere = Code(name: "already there")
        /// It is not the content that was meant.
        public static let changed = Code(name: "changed")
        /// These credentials may not.
        public static let notAllowed = Code(name: "not allowed")
        /// There are no credentials, or they are not accepted.
        public static let credentials = Code(name: "credentials")
        /// Immutability, a hold or a lease forbids it.
        public static let protected = Code(name: "protected")
        /// The service cannot do it now.
        public static let unavailable = Code(name: "unavailable")
        /// The request is wrong for this blob or service.
        public static let refused = Code(name: "refused")
        /// This kind of store has no such thing.
        public static let unsupported = Code(name: "unsupported")
        /// The answer cannot be understood, or a checksum is wrong.
        public static let damaged = Code(name: "damaged")
    }

    /// What happened.
    public var code: Code
    /// Where, without credentials.
    public var place: String
    /// What went wrong and what to do.
    public var sentence: String
    /// Whether trying later makes sense.
    public var isRetryable = false
    /// HTTP status.
    public var status: Int?
    /// What the service calls it.
    public var serviceCode: String?
    /// Under which id the service logged the request.
    public var requestID: String?

    /// What went wrong at a place; secrets are taken out of both texts.
    package init(_ code: Code, _ place: String, _ sentence: String, isRetryable: Bool = false) {
        self.code = code
        self.place = Redaction.redacted(place)
        self.sentence = Redaction.redacted(sentence)
        self.isRetryable = isRetryable
    }

    /// One line.
    public var description: String {
        var facts: [String] = []
        if let status { facts.append("HTTP \(status)") }
        if let serviceCode { facts.append(serviceCode) }
        if let requestID { facts.append("request \(requestID)") }
        return "\(place): \(sentence)" + (facts.isEmpty ? "" : " (\(facts.joined(separator: ", ")))")
    }
}
