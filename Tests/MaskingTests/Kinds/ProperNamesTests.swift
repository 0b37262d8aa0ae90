import Testing

@testable import Masking

struct ProperNamesTests {
    @Test func `a name becomes another of the same lengths and case, and a word always the same`() throws {
        var masker = try testMasker()
        let masked = masker.masked(.personName, "Dr. Jane van DOE-smith")
        let words = masked.split(whereSeparator: { " -.".contains($0) })
        #expect(words.map(\.count) == [2, 4, 3, 3, 5] && words[0] == "Dr" && words[2] == "van")
        #expect(words[1].first?.isUppercase == true && words[3] == words[3].uppercased())
        #expect(!masked.contains("Jane"))
        #expect(masker.masked(.personName, "Jane Miller").prefix(4) == words[1])
    }

    @Test func `every length has its word, and other scripts stay`() throws {
        var masker = try testMasker()
        for count in 1...60 {
            let word = String(repeating: "q", count: count)
            let masked = masker.masked(.personName, word)
            #expect(masked.count == count && masked.allSatisfy { $0.isLowercase })
            #expect(count < 3 || masked != word)
        }
        let cyrillic = masker.masked(.personName, "Иван Петров")
        #expect(cyrillic.utf8.count == "Иван Петров".utf8.count && cyrillic != "Иван Петров")
    }

    @Test func `an address keeps its words for what, and masks where`() throws {
        var masker = try testMasker()
        let masked = masker.masked(.address, "12 Baker Street, Apt 4b, Springfield, IL 62704")
        #expect(masked.contains(" Street, Apt ") && !masked.contains("Baker") && !masked.contains("Springfield"))
        #expect(!masked.contains("62704") && masked.count == 46)
    }
}
