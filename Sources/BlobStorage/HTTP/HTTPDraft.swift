/// A request before it is signed and sent.
struct HTTPDraft: Sendable {
    /// What to ask for.
    struct Target: Sendable, Equatable {
        /// `https` or `http`.
        var scheme: String
        /// Host, with a port where it is not that of the scheme.
        var authority: String
        /// The path as it is sent, percent-encoded, with its leading slash.
        var path: String
        /// The query: names and values as they are meant.
        var query: [(name: String, value: String)] = []
        /// More of the query, sent as it is: a SAS. A secret.
        var secretQuery = ""

        /// The URL as it is sent. A secret where the query is one.
        var url: String {
            let items = query.map { item in
                "\(PercentEncoding.encoded(item.name))=\(PercentEncoding.encoded(item.value))"
            }
            let text = (items + (secretQuery.isEmpty ? [] : [secretQuery])).joined(separator: "&")
            return "\(scheme)://\(authority)\(path)" + (text.isEmpty ? "" : "?\(text)")
        }

        static func == (left: Target, right: Target) -> Bool { left.url == right.url }
    }

    var method: String
    var target: Target
    /// Names in lower case.
    var headers: [(name: String, value: String)] = []
    var body: [UInt8] = []
    /// What it does, for messages: "reading", "deleting".
    var verb: String
    /// Where it does that, without credentials.
    var place: String

    init(_ method: String, _ target: Target, verb: String, place: String) {
        self.method = method
        self.target = target
        self.verb = verb
        self.place = place
    }

    /// The value of a header.
    subscript(header name: String) -> String? {
        get { headers.first { $0.name == name }?.value }
        set {
            headers.removeAll { $0.name == name }
            if let newValue { headers.append((name, newValue)) }
        }
    }
}

/// An answer, with all of its body.
struct HTTPReply: Sendable {
    var status: Int
    /// Names in lower case.
    var headers: [String: String]
    var body: [UInt8]

    subscript(header name: String) -> String? { headers[name] }

    /// Under which id the service logged it.
    var requestID: String? { headers["x-ms-request-id"] ?? headers["x-amz-request-id"] }
}
