import Foundation

/// Where a bucket answers.
struct S3Endpoint: Sendable, Equatable {
    var scheme = "https"
    /// Host and port without the bucket.
    var authority: String
    /// Whether the bucket is in the path rather than in the host's name.
    var isPathStyle: Bool

    /// AWS's own of a region. Names with a dot do not fit its certificate as a host, and go into the path.
    init(region: String, bucket: String) {
        authority = "s3.\(region).amazonaws.com" + (region.hasPrefix("cn-") ? ".cn" : "")
        isPathStyle = bucket.contains(".")
    }

    /// Another service's, which has the bucket in the path: `http://127.0.0.1:9000`, `https://storage.googleapis.com`.
    init?(_ url: String) {
        guard let target = HTTPDraft.Target(endpoint: url), target.path == "/" else { return nil }
        scheme = target.scheme
        authority = target.authority
        isPathStyle = true
    }

    func target(_ bucket: String, _ key: String?, _ query: [(name: String, value: String)]) -> HTTPDraft.Target {
        let path = key.map { "/\(PercentEncoding.encoded($0, keepingSlash: true))" } ?? ""
        let encoded = PercentEncoding.encoded(bucket)
        return HTTPDraft.Target(
            scheme: scheme, authority: isPathStyle ? authority : "\(bucket).\(authority)",
            path: isPathStyle ? "/\(encoded)\(path)" : path.isEmpty ? "/" : path, query: query)
    }
}
