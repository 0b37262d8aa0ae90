import Foundation

/// AWS Signature Version 4 for S3: in headers, or in the query of a URL that somebody else is to open. Pure.
struct AWSSignature: Sendable {
    var accessKey: String
    private let secretKey: String
    /// Goes with temporary keys.
    var sessionToken: String?
    var region: String

    init(accessKey: String, secretKey: String, sessionToken: String? = nil, region: String) {
        self.accessKey = accessKey
        self.secretKey = secretKey
        self.sessionToken = sessionToken
        self.region = region
    }

    static let algorithm = "AWS4-HMAC-SHA256"
    static let unsignedPayload = "UNSIGNED-PAYLOAD"

    /// Adds the headers that sign a request at a moment. All headers that are there are signed.
    func sign(_ draft: inout HTTPDraft, at moment: Date) {
        draft[header: "x-amz-date"] = ServiceTime.basic(moment)
        draft[header: "x-amz-content-sha256"] = Digest.hexadecimal(Digest.sha256(draft.body))
        draft[header: "x-amz-security-token"] = sessionToken
        let names = Self.signedNames(draft)
        let canonical = Self.canonicalRequest(draft, names, draft.target.query)
        let signature = signature(of: stringToSign(canonical, at: moment), at: moment)
        draft[header: "authorization"] =
            "\(Self.algorithm) Credential=\(accessKey)/\(scope(moment)), SignedHeaders=\(names.joined(separator: ";")), "
            + "Signature=\(signature)"
    }

    /// A URL that lets its bearer make a request for some seconds. A secret.
    func presigned(_ draft: HTTPDraft, at moment: Date, seconds: Int) -> String {
        var draft = draft
        let names = Self.signedNames(draft)
        draft.target.query += [
            ("X-Amz-Algorithm", Self.algorithm), ("X-Amz-Credential", "\(accessKey)/\(scope(moment))"),
            ("X-Amz-Date", ServiceTime.basic(moment)), ("X-Amz-Expires", "\(seconds)"),
            ("X-Amz-SignedHeaders", names.joined(separator: ";")),
        ]
        if let sessionToken { draft.target.query.append(("X-Amz-Security-Token", sessionToken)) }
        let canonical = Self.canonicalRequest(draft, names, draft.target.query, payload: Self.unsignedPayload)
        draft.target.query.append(("X-Amz-Signature", signature(of: stringToSign(canonical, at: moment), at: moment)))
        return draft.target.url
    }

    /// Method, path, query in order, headers in order, their names, digest of the body.
    static func canonicalRequest(
        _ draft: HTTPDraft, _ names: [String], _ query: [(name: String, value: String)], payload: String? = nil
    ) -> String {
        let items = query.map { (PercentEncoding.encoded($0.name), PercentEncoding.encoded($0.value)) }.sorted {
            $0 < $1
        }
        let headers = names.map { name in
            let value = name == "host" ? draft.target.authority : draft[header: name] ?? ""
            return "\(name):\(value.split(separator: " ").joined(separator: " "))\n"
        }
        return [
            draft.method, draft.target.path, items.map { "\($0.0)=\($0.1)" }.joined(separator: "&"),
            headers.joined(), names.joined(separator: ";"), payload ?? draft[header: "x-amz-content-sha256"] ?? "",
        ].joined(separator: "\n")
    }

    func stringToSign(_ canonicalRequest: String, at moment: Date) -> String {
        [
            Self.algorithm, ServiceTime.basic(moment), scope(moment),
            Digest.hexadecimal(Digest.sha256(Array(canonicalRequest.utf8))),
        ].joined(separator: "\n")
    }

    /// Content-Length is left to the client, which writes it; `host` is always signed.
    static func signedNames(_ draft: HTTPDraft) -> [String] {
        (draft.headers.map(\.name).filter { $0 != "content-length" && $0 != "authorization" } + ["host"]).sorted()
    }

    private func signature(of text: String, at moment: Date) -> String {
        let date = String(ServiceTime.basic(moment).prefix(8))
        var key = Digest.hmac(Array("AWS4\(secretKey)".utf8), date)
        for part in [region, "s3", "aws4_request"] { key = Digest.hmac(key, part) }
        return Digest.hexadecimal(Digest.hmac(key, text))
    }

    private func scope(_ moment: Date) -> String {
        "\(ServiceTime.basic(moment).prefix(8))/\(region)/s3/aws4_request"
    }
}
