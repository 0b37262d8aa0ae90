import Catalog

/// Comma-separated values (RFC 4180).
enum CSV {
    /// A header line and a line for each row, ended by CR LF.
    static func text(_ result: QueryResult) -> String {
        let rows = result.rows.map { $0.map(\.description) }
        return ([result.columns] + rows).map { $0.map(field).joined(separator: ",") + "\r\n" }.joined()
    }

    /// Quoted where it has to be. A cell that a spreadsheet would take for a formula gets an apostrophe in front.
    private static func field(_ text: String) -> String {
        var text = text
        if let first = text.first, "=+@\t".contains(first) || (first == "-" && Double(text) == nil) {
            text = "'" + text
        }
        guard text.contains(where: { ",\"\r\n".contains($0) }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
