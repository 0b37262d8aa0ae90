import Testing

@testable import Masking

struct FF1Tests {
    /// A sample of the document "FF1samples" by NIST, numerals in base 36 digits.
    struct Sample: Sendable, CustomTestStringConvertible {
        var number: Int
        var keyBits: Int
        var radix: Int
        var tweak: String
        var plain: String
        var cipher: String

        var testDescription: String { "sample \(number)" }
        var key: [UInt8] {
            let digits = "2b7e151628aed2a6abf7158809cf4f3cef4359d8d580aa4f7f036d6f04fc6a94"
            return [UInt8](hexDigits: String(digits.prefix(keyBits / 4)))
        }
        static func numerals(_ text: String) -> [UInt16] {
            text.compactMap { Int(String($0), radix: 36) }.map { UInt16($0) }
        }
    }

    static let digits = "0123456789"
    static let letters = "0123456789abcdefghi"
    static let samples: [Sample] = [
        Sample(number: 1, keyBits: 128, radix: 10, tweak: "", plain: digits, cipher: "2433477484"),
        Sample(number: 2, keyBits: 128, radix: 10, tweak: "9876543210", plain: digits, cipher: "6124200773"),
        Sample(number: 3, keyBits: 128, radix: 36, tweak: "7777pqrs777", plain: letters, cipher: "a9tv40mll9kdu509eum"),
        Sample(number: 4, keyBits: 192, radix: 10, tweak: "", plain: digits, cipher: "2830668132"),
        Sample(number: 5, keyBits: 192, radix: 10, tweak: "9876543210", plain: digits, cipher: "2496655549"),
        Sample(number: 6, keyBits: 192, radix: 36, tweak: "7777pqrs777", plain: letters, cipher: "xbj3kv35jrawxv32ysr"),
        Sample(number: 7, keyBits: 256, radix: 10, tweak: "", plain: digits, cipher: "6657667009"),
        Sample(number: 8, keyBits: 256, radix: 10, tweak: "9876543210", plain: digits, cipher: "1001623463"),
        Sample(number: 9, keyBits: 256, radix: 36, tweak: "7777pqrs777", plain: letters, cipher: "xs8a0azh2avyalyzuwd"),
    ]

    @Test(arguments: samples)
    func `the samples of NIST are encrypted and decrypted`(sample: Sample) throws {
        let ff1 = try FF1(key: sample.key, radix: sample.radix)
        let plain = Sample.numerals(sample.plain)
        let cipher = Sample.numerals(sample.cipher)
        #expect(try ff1.encrypted(plain, tweak: Array(sample.tweak.utf8)) == cipher)
        #expect(try ff1.decrypted(cipher, tweak: Array(sample.tweak.utf8)) == plain)
    }

    @Test(arguments: [2, 3, 10, 256, 257, 65_535, 65_536], [2, 3, 7, 8, 29, 58, 64])
    func `what was encrypted is decrypted`(radix: Int, length: Int) throws {
        let ff1 = try FF1(key: [UInt8](0..<16), radix: radix, minimumDomain: 0)
        let plain = (0..<length).map { UInt16($0 * 40_503 % radix) }
        for tweak in [[], [UInt8](0..<8), [UInt8](0..<33)] {
            let cipher = try ff1.encrypted(plain, tweak: tweak)
            #expect(cipher.allSatisfy { Int($0) < radix })
            #expect(try ff1.decrypted(cipher, tweak: tweak) == plain)
        }
    }

    @Test func `what the standard excludes is refused`() throws {
        #expect(throws: FF1.Failure.keyLength) { _ = try FF1(key: [1, 2, 3], radix: 10) }
        #expect(throws: FF1.Failure.radix) { _ = try FF1(key: [UInt8](0..<16), radix: 1) }
        #expect(throws: FF1.Failure.radix) { _ = try FF1(key: [UInt8](0..<16), radix: 65_537) }
        let ff1 = try FF1(key: [UInt8](0..<16), radix: 10)
        #expect(throws: FF1.Failure.length) { _ = try ff1.encrypted([], tweak: []) }
        #expect(throws: FF1.Failure.length) { _ = try ff1.decrypted([1], tweak: []) }
        #expect(throws: FF1.Failure.numeral(index: 2)) { _ = try ff1.encrypted([9, 0, 10, 10], tweak: []) }
    }

    @Test func `a domain below the minimum is refused, the minimum itself is not`() throws {
        let revised = try FF1(key: [UInt8](0..<16), radix: 10, minimumDomain: 1_000_000)
        #expect(throws: FF1.Failure.smallDomain) { _ = try revised.encrypted([1, 2, 3, 4, 5], tweak: []) }
        #expect(try revised.encrypted([1, 2, 3, 4, 5, 6], tweak: []).count == 6)
        let original = try FF1(key: [UInt8](0..<16), radix: 3)
        #expect(throws: FF1.Failure.smallDomain) { _ = try original.encrypted([0, 1, 2, 0], tweak: []) }
        #expect(try original.encrypted([0, 1, 2, 0, 1], tweak: []).count == 5)
    }
}
