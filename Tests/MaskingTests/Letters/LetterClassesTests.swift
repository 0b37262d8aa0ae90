import Testing

@testable import Masking

struct LetterClassesTests {
    @Test func `a class has letters of one category and byte count, and gives every one back`() {
        for value: UInt32 in 0x80..<0x33000 {
            guard let scalar = Unicode.Scalar(value), let place = LetterClasses.shared.place(value) else { continue }
            #expect(place.index < place.size)
            #expect(LetterClasses.shared.scalar(place.letterClass, place.index) == value)
            let first = LetterClasses.shared.scalar(place.letterClass, 0)
            #expect(Unicode.Scalar(first)?.utf8.count == scalar.utf8.count)
        }
    }

    @Test func `every letter has a class`() {
        for value: UInt32 in 0x80..<0x1F000 {
            guard let scalar = Unicode.Scalar(value) else { continue }
            switch scalar.properties.generalCategory {
            case .uppercaseLetter, .lowercaseLetter, .otherLetter: #expect(LetterClasses.shared.place(value) != nil)
            default: continue
            }
        }
    }

    @Test func `scalars are read as the standard library reads them`() {
        var generator = ValueGenerator(seed: 9)
        for _ in 0..<20_000 {
            var bytes = generator.below(2) == 0 ? generator.bytes(4) : Array(generator.scalarText().utf8)
            let count = bytes.count
            if generator.below(3) == 0 { bytes[generator.below(count)] = UInt8(generator.below(256)) }
            let isValid = String(validating: bytes, as: UTF8.self) != nil
            let span = bytes.mutableSpan
            #expect(UTF8Scalar.isValid(span, 0..<count) == isValid)
        }
    }
}
