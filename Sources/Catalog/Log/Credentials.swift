import Foundation

/// What opens a storage account or a server and may stand in a location: the signature in the query of a URL, the user and
/// password before its host, the key of a connection string.
///
/// The catalog outlives all of them and is handed to many, so none gets in. Whoever records a location should not have
/// them in it; this is where they end if somebody has.
public enum Credentials {
    /// What stands in the place of a value that was taken out.
    private static let mark = "(removed)"

    /// Names before values that are secrets, as Azure Storage, S3 and connection strings write them.
    private static let names = [
        "sig", "signature", "accountkey", "sharedaccesskey", "sharedaccesssignature", "x-amz-signature",
        "x-amz-credential",
        "x-amz-security-token", "password", "token", "secret",
    ]

    /// The text without them: URLs lose query, fragment and user, but for those of files, where a `?` is one.
    public static func removed(from text: String) -> String {
        guard text.contains("://") || text.contains("=") else { return text }
        return text.split(separator: " ", omittingEmptySubsequences: false).map { word in
            guard let mark = word.range(of: "://") else { return withoutValues(word) }
            return word[..<mark.lowerBound].hasSuffix("file") ? String(word) : url(word, from: mark.upperBound)
        }.joined(separator: " ")
    }

    private static func url(_ word: Substring, from start: Substring.Index) -> String {
        var rest = word[start...].prefix { $0 != "?" && $0 != "#" }
        // Azure's drivers for Hadoop write the container there: `wasbs://container@account`.
        let scheme = word[..<start]
        if scheme.contains("wasb") || scheme.contains("abfs") { return String(scheme + rest) }
        if let user = rest.prefix(while: { $0 != "/" }).lastIndex(of: "@") { rest = rest[rest.index(after: user)...] }
        return String(scheme + rest)
    }

    private static func withoutValues(_ word: Substring) -> String {
        guard word.contains("=") else { return String(word) }
        var result = ""
        var rest = word
        while let sign = rest.firstIndex(of: "=") {
            let name = rest[..<sign].lowercased()
            let value = rest[rest.index(after: sign)...]
            let count = value.prefix { !"&;,\"'".contains($0) }.count
            result += rest[...sign]
            if names.contains(where: name.hasSuffix), count > 0 {
                result += mark
                rest = value.dropFirst(count)
            } else {
                rest = value
            }
        }
        return result + String(rest)
    }
}
