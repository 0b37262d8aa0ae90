import Testing

@testable import BlobStorage

@Suite struct XMLElementTests {
    @Test func `elements, text and entities are read`() throws {
        let text =
            "\u{FEFF}<?xml version=\"1.0\"?><!-- c --><a x='1'><b>1 &lt; 2 &amp;&#65;&#x42;</b><b/><n:c>x</n:c><d><![CDATA[<e>]]></d></a>"
        let root = try #require(XMLElement(document: Array(text.utf8)))
        #expect(root.name == "a")
        #expect(root.all("b").map(\.text) == ["1 < 2 &AB", ""])
        #expect(root.string("c") == "x")
        #expect(root.string("b") == "1 < 2 &AB")
        #expect(root.string("d") == "<e>")
        #expect(root["none"] == nil)
    }

    @Test(arguments: [
        "", "no", "<a>", "<a></b>", "<a", "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", "<a><![CDATA[", "<>",
    ])
    func `what is no document is none`(_ text: String) { #expect(XMLElement(document: Array(text.utf8)) == nil) }

    @Test func `depth is bounded`() {
        let text = String(repeating: "<a>", count: 40) + String(repeating: "</a>", count: 40)
        #expect(XMLElement(document: Array(text.utf8)) == nil)
    }

    @Test func `every cut of a document is no document, and none traps`() {
        let bytes = Array("<a><b x=\"1\">t&amp;</b><![CDATA[z]]><!-- c --></a>".utf8)
        for count in 0..<bytes.count { #expect(XMLElement(document: Array(bytes[..<count])) == nil) }
    }

    @Test func `what is escaped is read back`() {
        let text = "<&>\"' ü"
        #expect(XMLElement(document: Array("<a>\(XMLElement.escaped(text))</a>".utf8))?.text == text)
    }
}
