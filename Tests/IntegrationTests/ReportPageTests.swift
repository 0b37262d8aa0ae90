import Foundation
import FoundationXML
import Testing

/// `sanitize --report`: a page that stands by itself, and shows nobody.
@Suite(.timeLimit(.minutes(40)))
struct ReportPageTests {
    /// What a parser finds in a page.
    private final class Reader: NSObject, XMLParserDelegate {
        var elements: [String: Int] = [:]
        var attributes: [(element: String, name: String, value: String)] = []
        var headings: [String] = []
        var text = ""
        private var path: [String] = []

        func parser(
            _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
            attributes found: [String: String] = [:]
        ) {
            elements[name, default: 0] += 1
            for (key, value) in found { attributes.append((name, key, value)) }
            if ["h1", "h2"].contains(name) { headings.append("") }
            path.append(name)
        }

        func parser(
            _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
        ) {
            path.removeLast()
            text += " "
        }

        func parser(_ parser: XMLParser, foundCharacters string: String) {
            text += string
            if let last = path.last, ["h1", "h2"].contains(last) { headings[headings.count - 1] += string }
        }
    }

    private static let rules = """
        pack: shop
        version: 1
        rules:
          - { id: idx, key: "idx:{name:keep}", keep: true, because: "index of <ids> & \\"numbers\\", owner: shop" }
          - { id: users, key: "user:{id:digits}", fields: { email: email, "*": detect } }
        """

    private static func page(
        _ folder: TemporaryFolder, _ snapshot: String, _ arguments: [String]
    ) throws -> (page: String, reader: Reader) {
        let path = folder.file("report.html")
        let outcome = try MannequinCommand.run(
            ["sanitize", snapshot, "--report", path, "--quiet"] + arguments, in: folder)
        try #require(outcome.status == 0, "\(outcome.errors)")
        let text = folder.text("report.html")
        let reader = Reader()
        // The document type is HTML's; the rest is XML.
        let parser = XMLParser(data: Data(text.replacing("<!DOCTYPE html>", with: "").utf8))
        parser.delegate = reader
        try #require(parser.parse(), "line \(parser.lineNumber): \(String(describing: parser.parserError))")
        return (text, reader)
    }

    private static func sample() throws -> Snapshot {
        try #require(Snapshot.all.first { $0.name == "sample.rdb" })
    }

    @Test func `the page is well-formed, needs no script and nothing from elsewhere, and can be read aloud`() throws {
        let folder = try TemporaryFolder()
        let rules = try folder.write(Array(Self.rules.utf8), "shop.yaml")
        let (page, reader) = try Self.page(
            folder, Self.sample().path, ["-o", folder.file("test.rdb"), "--rules", rules, "--verify"])
        #expect(reader.elements["script"] == nil && reader.elements["link"] == nil && reader.elements["img"] == nil)
        #expect(reader.elements["iframe"] == nil && reader.elements["object"] == nil)
        for (element, name, value) in reader.attributes {
            #expect(!["src", "href", "action", "srcset"].contains(name) && !name.hasPrefix("on"), "\(element) \(name)")
            #expect(!value.contains("//"), "\(element) \(name)")
        }
        #expect(
            !page.contains("http://") && !page.contains("https://") && !page.contains("@import")
                && !page.contains("url("))
        #expect(reader.elements["h1"] == 1 && reader.headings.count >= 9)
        #expect(reader.attributes.contains { $0 == ("html", "lang", "en") })
        let tables = reader.elements["table"] ?? 0
        #expect(tables >= 9 && reader.elements["caption"] == tables && reader.elements["thead"] == tables)
        #expect(reader.attributes.count { $0.element == "th" && $0.name == "scope" } == reader.elements["th"])
        let pictures = reader.elements["svg"] ?? 0
        #expect(pictures == 3)
        #expect(
            reader.attributes.count { $0.element == "svg" && $0.name == "aria-label" && !$0.value.isEmpty } == pictures)
        // Reasons are shown as they were written, and the numbers of both sides of the detector are there.
        #expect(reader.text.contains("index of <ids> & \"numbers\", owner: shop"))
        #expect(reader.text.contains("In the snapshot") && reader.text.contains("every promise holds"))
    }

    @Test func `no value of the snapshot is in it`() throws {
        let folder = try TemporaryFolder()
        let (page, _) = try Self.page(folder, Self.sample().path, ["-o", folder.file("test.rdb"), "--verify"])
        // What the documentation shows of the sample, and what its keys and servers hold.
        for value in [
            "ronaldortiz", "Meredith", "Phillips", "1974-02-23", "113.158.210.63", "9f3a52c8d1", "BEGIN", "AKIA",
        ] {
            #expect(!page.contains(value), "\(value)")
        }
    }

    @Test func `a dry run and a result without checks say so`() throws {
        let folder = try TemporaryFolder()
        let dry = try Self.page(folder, Self.sample().path, ["--dry-run"])
        #expect(dry.reader.text.contains("A dry run: nothing was written."))
        let another = try TemporaryFolder()
        let unchecked = try Self.page(another, Self.sample().path, ["-o", another.file("test.rdb")])
        #expect(unchecked.reader.text.contains("The result was not compared with the snapshot"))
        #expect(!unchecked.reader.text.contains("Found by the detector"))
    }

    @Test func `the bytes of all decisions are all bytes`() throws {
        let folder = try TemporaryFolder()
        let (_, reader) = try Self.page(folder, Self.sample().path, ["-o", folder.file("test.rdb")])
        let words = reader.text.split(whereSeparator: \.isWhitespace).map(String.init)
        let start = try #require(words.firstIndex(of: "Decision"))
        var numbers: [Int] = []
        for (index, word) in words[start...].enumerated() where numbers.count < 5 {
            // Bytes are followed by their share: `1234 12.3 %`, or `less than`.
            let next = words[start + index + 1]
            if let number = Int(word), next.first?.isNumber == true || next == "less" { numbers.append(number) }
        }
        try #require(numbers.count == 5)
        #expect(numbers[0...3].reduce(0, +) == numbers[4] && numbers[4] > 0)
    }
}
