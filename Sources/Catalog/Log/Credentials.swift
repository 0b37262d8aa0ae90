import Foundation
import Secrecy

/// What opens a storage account or a server and may stand in a location: the signature in the query of a URL, the user and
/// password before its host, the key of a connection string.
///
/// The catalog outlives all of them and is handed to many, so none gets in. Whoever records a location should not have
/// them in it; this is where they end if somebody has.
public enum Credentials {
    /// What stands in the place of a value that was taken out.
    private static let mark = "(removed)"

    /// The text without them: URLs lose query, fragment and user, but for those of files, where a `?` is one; and what is
    /// secret by its name is gone wherever it stands.
    public static func removed(from text: String) -> String {
        guard text.contains("://") || text.contains("=") else { return text }
        let words = text.split(separator: " ", omittingEmptySubsequences: false).map { word in
            guard let mark = word.range(of: "://"), !word[..<mark.lowerBound].hasSuffix("file") else {
                return String(word)
            }
            return url(word, from: mark.upperBound)
        }
        return Redaction.redacted(words.joined(separator: " "), cover: mark)
    }

    private static func url(_ word: Substring, from start: Substring.Index) -> String {
        var rest = word[start...].prefix { $0 != "?" && $0 != "#" }
        // Azure's drivers for Hadoop write the container there: `wasbs://container@account`.
        let scheme = word[..<start]
        if scheme.contains("wasb") || scheme.contains("abfs") { return String(scheme + rest) }
        if let user = rest.prefix(while: { $0 != "/" }).lastIndex(of: "@") { rest = rest[rest.index(after: user)...] }
        return String(scheme + rest)
    }
}
