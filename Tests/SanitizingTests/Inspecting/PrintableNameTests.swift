import Testing

@testable import Sanitizing

struct PrintableNameTests {
    @Test
    func `nothing but printable ASCII reaches a terminal`() {
        let bytes: [UInt8] = [0x61, 0x22, 0x5C, 0x0A, 0x1B, 0x5B, 0x32, 0x4A, 0x00, 0xC3, 0xA9, 0x7F]
        #expect(PrintableName.text(bytes.span) == #"a\"\\\n\x1b[2J\x00\xc3\xa9\x7f"#)
    }

    @Test
    func `a library is named on its first line`() {
        #expect(PrintableName.ofLibrary(Array("#!lua name=mail\nname=other".utf8).span) == "mail")
        #expect(PrintableName.ofLibrary(Array("#!lua\nname=other".utf8).span) == "")
        #expect(PrintableName.ofLibrary(Array("".utf8).span) == "")
    }
}
