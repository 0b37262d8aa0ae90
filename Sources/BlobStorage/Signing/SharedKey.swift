import Foundation

/// Azure's SharedKey scheme: a request signed with a key of the account. Pure: what is signed comes in, text comes out.
struct SharedKey: Sendable {
    /// The name of the account.
    var account: String
    private let key: [UInt8]

    /// A key in Base64, as the portal and connection strings have it; nil when it is none.
    init?(account: String, base64Key: String) {
        guard let key = Data(base64Encoded: base64Key), !key.isEmpty else { return nil }
        self.account = account
        self.key = Array(key)
    }

    /// The headers that have a line of their own, in order.
    private static let lines = [
        "content-encoding", "content-language", "content-length", "content-md5", "content-type", "date",
        "if-modified-since", "if-match", "if-none-match", "if-unmodified-since", "range",
    ]

    /// The text that is signed: the method, eleven headers, all `x-ms-` headers in order, the path as it is sent, the query
    /// in order.
    func stringToSign(_ draft: HTTPDraft) -> String {
        var text = draft.method + "\n"
        for name in Self.lines {
            let value = name == "content-length" ? Self.length(draft) : draft[header: name] ?? ""
            text += value + "\n"
        }
        for header in draft.headers.filter({ $0.name.hasPrefix("x-ms-") }).sorted(by: { $0.name < $1.name }) {
            text += "\(header.name):\(header.value)\n"
        }
        text += "/\(account)\(draft.target.path)"
        let query = Dictionary(grouping: draft.target.query) { $0.name.lowercased() }
        for name in query.keys.sorted() {
            let values = query[name, default: []].map(\.value).sorted()
            text += "\n\(name):\(values.joined(separator: ","))"
        }
        return text
    }

    /// The header `Authorization`.
    func authorization(_ draft: HTTPDraft) -> String { "SharedKey \(account):\(signature(stringToSign(draft)))" }

    /// The signature of a text, in Base64.
    func signature(_ text: String) -> String { Data(Digest.hmac(key, text)).base64EncodedString() }

    /// Nothing for an empty body.
    private static func length(_ draft: HTTPDraft) -> String {
        if let stated = draft[header: "content-length"] { return stated == "0" ? "" : stated }
        return draft.body.isEmpty ? "" : "\(draft.body.count)"
    }
}
