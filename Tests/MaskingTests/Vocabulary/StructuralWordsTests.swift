import Testing

@testable import Masking

struct StructuralWordsTests {
    private let words = StructuralWords.topics.flatMap { $0.split { $0 == " " || $0 == "\n" }.map(String.init) }
    private let pairs = StructuralWords.pairs.split { $0 == " " || $0 == "\n" }.map(String.init)

    @Test func `a topic is sorted`() {
        for topic in StructuralWords.topics + [StructuralWords.pairs] {
            let entries = topic.split { $0 == " " || $0 == "\n" }.map(String.init)
            #expect(!entries.isEmpty)
            #expect(entries == entries.sorted())
        }
    }

    @Test func `nothing is listed twice`() {
        #expect(Set(words).count == words.count)
        #expect(Set(pairs).count == pairs.count)
        #expect(Set(words).isDisjoint(with: pairs.map { $0.filter { $0 != "_" } }))
        #expect(StructuralVocabulary.shared.entries.count == words.count + pairs.count)
        #expect(StructuralVocabulary.shared.entries == (words + pairs).sorted())
    }

    @Test func `a word is two to fifteen letters, perhaps with digits at its end`() {
        for word in words { #expect(word.wholeMatch(of: /[a-z]+[0-9]*/) != nil && 2...15 ~= word.count, "\(word)") }
    }

    @Test func `a pair has two halves, and says something its halves do not`() {
        for pair in pairs {
            #expect(pair.wholeMatch(of: /[a-z]+[0-9]*_[a-z]+[0-9]*/) != nil && 3...16 ~= pair.count, "\(pair)")
            let halves = pair.split(separator: "_").map(String.init)
            #expect(!halves.allSatisfy(words.contains), "\(pair)")
        }
    }

    @Test func `no common name is a word, nor a pair without its separator`() {
        #expect(Set(Self.names).count == Self.names.count)
        for name in Self.names {
            let bytes = Array(name.utf8)
            let isWord = StructuralVocabulary.shared.contains(bytes.span, bytes.indices)
            let isStructural = StructuralVocabulary.shared.isStructural(bytes.span, bytes.indices)
            #expect(!isWord && !isStructural, "\(name)")
        }
    }

    @Test func `no two common names are a pair`() {
        let names = Set(Self.names)
        for pair in pairs {
            #expect(!pair.split(separator: "_").allSatisfy { names.contains(String($0)) }, "\(pair)")
        }
    }

    /// Very common given names and surnames of many countries, and those that are words as well.
    private static let names = """
        james mary john patricia robert jennifer michael linda david elizabeth william barbara richard susan joseph
        jessica thomas sarah charles karen christopher lisa daniel nancy matthew betty anthony margaret mark sandra
        donald ashley steven kimberly paul emily andrew donna joshua michelle kenneth carol kevin amanda brian dorothy
        george melissa timothy deborah ronald stephanie edward rebecca jason sharon jeffrey laura ryan cynthia jacob
        smith johnson williams brown jones garcia miller davis rodriguez martinez hernandez lopez gonzalez wilson
        anderson taylor moore jackson martin lee perez thompson white harris sanchez clark ramirez lewis robinson
        walker young allen king wright scott torres nguyen hill flores green adams nelson baker hall rivera campbell
        mitchell carter roberts mueller schmidt schneider fischer weber meyer wagner becker schulz hoffmann anna lukas
        leon hannah sophie klaus juergen dubois moreau laurent lefebvre camille chloe louis jeanne rossi russo ferrari
        esposito bianchi giulia luca marco sofia kowalski nowak wisniewska zielinski piotr agnieszka silva santos
        oliveira souza joao jansen visser bakker sven astrid erik andersson johansson nilsson
        tanaka suzuki sato yamamoto wang zhang liu chen yang kim park singh kumar patel khan ahmed mohammed fatima ali
        hassan yilmaz demir ivanov petrov olga natasha page price grant bill rich van will max case day english love
        may april june august dale key banks cook read star law field ward chase miles frank drew sales rose
        art dean major noble temple house church parks pace rush stone wood brook jack bob sue pat ray faith hope
        grace joy summer autumn lily iris ivy ruby jade crystal amber pearl penny mercy victor guy gene jay lane cole
        ford fox wolf bird fish berry rice bean potter mason shepherd hunter fisher archer butler porter bishop pope
        knight prince duke earl baron post line date list server master min author media company long short street
        brand branch root person self keys bush forest lake rivers marsh snow frost winter
        """.split { $0 == " " || $0 == "\n" }.map(String.init)
}
