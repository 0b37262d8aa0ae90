/// Writes HTML that is XML too: every element is closed, and every text is escaped.
struct Markup {
    private(set) var text = ""

    /// A text, with what has a meaning in markup replaced. Control characters have no place in a page.
    static func escaped(_ text: some StringProtocol) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "\t", "\n": result += " "
            default:
                if scalar.value >= 0x20, scalar.value != 0x7F {
                    result.unicodeScalars.append(scalar)
                } else {
                    result += "\u{FFFD}"
                }
            }
        }
        return result
    }

    /// Markup that is written as it is.
    mutating func raw(_ markup: String) { text += markup + "\n" }

    /// An element with a text in it.
    mutating func element(_ name: String, _ content: String, attributes: String = "") {
        raw("<\(name)\(attributes.isEmpty ? "" : " " + attributes)>\(Self.escaped(content))</\(name)>")
    }

    /// A section with a heading.
    mutating func section(_ title: String, _ body: (inout Markup) -> Void) {
        raw("<section>")
        element("h2", title)
        body(&self)
        raw("</section>")
    }

    /// A table with a caption; the first cell of each row is its header. Columns after `textColumns` hold numbers.
    mutating func table(_ caption: String, _ columns: [String], textColumns: Int = 1, _ rows: [[String]]) {
        raw("<div class=\"wide\"><table>")
        element("caption", caption)
        let heads = columns.enumerated().map { place, name in
            "<th scope=\"col\"\(place >= textColumns ? " class=\"number\"" : "")>\(Self.escaped(name))</th>"
        }
        raw("<thead><tr>\(heads.joined())</tr></thead><tbody>")
        for row in rows {
            let cells = row.enumerated().map { place, cell in
                place == 0
                    ? "<th scope=\"row\">\(Self.escaped(cell))</th>"
                    : "<td\(place >= textColumns ? " class=\"number\"" : "")>\(Self.escaped(cell))</td>"
            }
            raw("<tr>\(cells.joined())</tr>")
        }
        raw("</tbody></table></div>")
    }
}
