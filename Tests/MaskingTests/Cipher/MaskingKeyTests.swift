import Testing

@testable import Masking

struct MaskingKeyTests {
    static let line = "mannequin-key-1:000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
    static let digits = String(line.dropFirst(16))
    static let refused: [(String, KeyError.Code)] = [
        ("", .notAKey),
        ("\n", .notAKey),
        ("mannequin-key-2:\(digits)", .notAKey),
        (" \(line)", .notAKey),
        (digits, .notAKey),
        (MaskingKey.mark, .wrongLength),
        (String(line.dropLast()), .wrongLength),
        (String(line.dropLast(2)), .wrongLength),
        ("\(line)00", .wrongLength),
        ("\(line)\n\n", .wrongLength),
        ("\(line) ", .wrongLength),
        ("\(line.dropLast())g", .badDigit),
        ("\(line.dropLast()) ", .badDigit),
        ("\(line.dropLast(2))é", .badDigit),
    ]

    @Test func `a key survives its text, with or without a line end`() throws {
        #expect(try MaskingKey(bytes: [UInt8](0..<32)).text == Self.line)
        for text in [Self.line, Self.line + "\n", Self.line + "\r\n"] {
            #expect(try MaskingKey(text: text).text == Self.line)
        }
        let key = try MaskingKey.random()
        #expect(try MaskingKey(text: key.text).text == key.text)
    }

    @Test func `digits of a key may be upper case`() throws {
        let text = MaskingKey.mark + Self.line.dropFirst(MaskingKey.mark.count).uppercased()
        #expect(try MaskingKey(text: text).text == Self.line)
    }

    @Test(arguments: refused)
    func `text that is not a key is refused`(text: String, code: KeyError.Code) {
        #expect(throws: KeyError(code)) { try MaskingKey(text: text) }
    }

    @Test(arguments: [0, 16, 31, 33, 64])
    func `only 32 bytes are a key`(byteCount: Int) {
        #expect(throws: KeyError(.wrongLength)) { try MaskingKey(bytes: [UInt8](repeating: 1, count: byteCount)) }
    }

    @Test func `whatever prints a key prints its fingerprint only`() throws {
        let key = try MaskingKey(bytes: [UInt8](0..<32))
        var dumped = ""
        dump(key, to: &dumped)
        for printed in ["\(key)", String(reflecting: key), String(describing: Optional(key)), dumped] {
            #expect(printed.contains(key.fingerprint))
            #expect(!printed.contains("0001020304") && !printed.contains("1c1d1e1f") && !printed.contains("31"))
        }
    }

    @Test func `an error about a key shows nothing of the text`() {
        for text in ["\(Self.line)00", "\(Self.line.dropLast())g", String(Self.line.dropFirst(3))] {
            #expect {
                try MaskingKey(text: text)
            } throws: { error in
                !"\(error)".contains("0001020304") && !String(reflecting: error).contains("0001020304")
            }
        }
    }

    // The expected values were computed by a separate program, with Python's hmac.
    @Test func `fingerprint and subkeys are those of every release`() throws {
        let key = try MaskingKey(bytes: [UInt8](0..<32))
        #expect(key.fingerprint == "6d8713485e809860")
        #expect(key.subkey("permutation").hexDigits == "387d68e60c17d54d205e1a0075bc7825")
    }

    @Test func `subkeys differ by label and by key`() throws {
        let key = try MaskingKey(bytes: [UInt8](0..<32))
        let other = try MaskingKey(bytes: [UInt8](1...32))
        #expect(key.subkey("a") != key.subkey("b"))
        #expect(key.subkey("a") != other.subkey("a"))
        #expect(key.fingerprint != other.fingerprint)
    }
}
