extension BlobAddress {
    /// The parts of a text that is an address: what stands before the query, and the query with its `?`.
    public static func parts(of text: String) -> (head: String, query: String) {
        let mark = text.firstIndex(of: "?") ?? text.endIndex
        return (String(text[..<mark]), String(text[mark...]))
    }

    /// The address of a blob below a place, with the credentials that the place's address has.
    ///
    /// `start` ends in `/`, or is the beginning of a name; URLs are percent-encoded, `az://` and `s3://` are not.
    public static func text(below start: String, named rest: String) -> String {
        let (head, query) = parts(of: start)
        let isURL = head.lowercased().hasPrefix("http")
        return head + (isURL ? PercentEncoding.encoded(rest, keepingSlash: true) : rest) + query
    }
}
