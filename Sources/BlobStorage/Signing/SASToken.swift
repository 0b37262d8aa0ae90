import Foundation

/// A shared access signature: a query that lets its bearer do some things for some time. The whole of it is a secret.
struct SASToken: Sendable, CustomStringConvertible {
    /// The fields in order, decoded.
    let fields: [(name: String, value: String)]

    /// Reads a query, with or without a question mark; nil when it is no signature.
    init?(_ query: some StringProtocol) {
        let fields = query.drop { $0 == "?" }.split(separator: "&").map { item -> (name: String, value: String) in
            let parts = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (PercentEncoding.decoded(parts[0]), parts.count > 1 ? PercentEncoding.decoded(parts[1]) : "")
        }
        guard fields.contains(where: { $0.name == "sig" }), fields.contains(where: { $0.name == "sv" }) else {
            return nil
        }
        self.fields = fields
    }

    init(fields: [(name: String, value: String)]) { self.fields = fields }

    /// A field.
    subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

    /// The query as it is sent. A secret.
    var query: String {
        fields.map { "\($0.name)=\(PercentEncoding.encoded($0.value))" }.joined(separator: "&")
    }

    /// When it ends, where it says so.
    var expiry: Date? { self["se"].flatMap { ServiceTime.iso($0) } }

    /// Why it cannot be used at a moment; nil when it looks good.
    func fault(at now: Date) -> String? {
        if let expiry, expiry <= now { return "the SAS expired at \(ServiceTime.iso(expiry)); make a new one" }
        if let start = self["st"].flatMap({ ServiceTime.iso($0) }), start > now {
            return "the SAS begins only at \(ServiceTime.iso(start)); is the clock of this machine right?"
        }
        return nil
    }

    /// What it allows, without the signature and who it is for.
    var description: String {
        let shown = fields.filter { ["sv", "sr", "ss", "srt", "sp", "st", "se", "spr"].contains($0.name) }
        return "SAS(" + shown.map { "\($0.name)=\($0.value)" }.joined(separator: " ") + ")"
    }
}
