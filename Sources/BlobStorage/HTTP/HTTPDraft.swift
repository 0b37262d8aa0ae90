/// A request before it is signed and sent.
package struct HTTPDraft: Sendable {
    /// What to ask for.
    package struct Target: Sendable, Equatable {
        /// `https` or `http`.
        package var scheme: String
        /// Host, with a port where it is not that of the scheme.
        package var authority: String
        /// The path as it is sent, percent-encoded, with its leading slash.
        package var path: String
        /// The query: names and values as they are meant.
        package var query: [(name: String, value: String)] = []
        /// More of the query, sent as it is: a SAS. A secret.
        package var secretQuery = ""

        /// A target without a query that is secret.
        package init(scheme: String, authority: String, path: String, query: [(name: String, value: String)] = []) {
            self.scheme = scheme
            self.authority = authority
            self.path = path
            self.query = query
        }

        /// The URL as it is sent. A secret where the query is one.
        package var url: String {
            let items = query.map { item in
                "\(PercentEncoding.encoded(item.name))=\(PercentEncoding.encoded(item.value))"
            }
            let text = (items + (secretQuery.isEmpty ? [] : [secretQuery])).joined(separator: "&")
            return "\(scheme)://\(authority)\(path)" + (text.isEmpty ? "" : "?\(text)")
        }

        package static func == (left: Target, right: Target) -> Bool { left.url == right.url }
    }

    package var method: String
    package var target: Target
    /// Names in lower case.
    package var headers: [(name: String, value: String)] = []
    package var body: [UInt8] = []
    /// What it does, for messages: "reading", "deleting".
    package var verb: String
    /// Where it does that, without credentials.
    package var place: String

    /// A request without headers and body.
    package init(_ method: String, _ target: Target, verb: String, place: String) {
        self.method = method
        self.target = target
        self.verb = verb
        self.place = place
    }

    /// The value of a header.
    package subscript(header name: String) -> String? {
        get { headers.first { $0.name == name }?.value }
        set {
            headers.removeAll { $0.name == name }
            if let newValue { headers.append((name, newValue)) }
        }
    }
}

/// An answer, with all of its body.
package struct HTTPReply: Sendable {
    package var status: Int
    /// Names in lower case.
    package var headers: [String: String]
    package var body: [UInt8]

    /// An answer.
    package init(status: Int, headers: [String: String], body: [UInt8]) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The value of a header.
    package subscript(header name: String) -> String? { headers[name] }

    /// Under which id the service logged it.
    package var requestID: String? { headers["x-ms-request-id"] ?? headers["x-amz-request-id"] }
}
