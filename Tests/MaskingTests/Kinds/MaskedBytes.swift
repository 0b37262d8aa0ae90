import SeededNumbers
@testable import Masking

/// A masker under a key that a number names; those of one number share it.
func testMasker(_ number: UInt8 = 7) throws -> Masker {
    Masker(key: try MaskingKey(bytes: [UInt8](repeating: number, count: 32)), tables: testTables)
}

/// Tables are made once for all tests: without optimization it takes longer than anything else.
private let testTables = SmallDomainTables(byteLimit: 256 << 20)

extension Masker {
    /// What bytes are masked to.
    mutating func masked(_ kind: Kind, _ bytes: [UInt8]) -> [UInt8] { masked(by: .kind(kind), bytes) }

    /// What bytes are masked to by a treatment. They are masked between others, which must stay.
    mutating func masked(by treatment: Treatment, _ bytes: [UInt8]) -> [UInt8] {
        var copy = [0x3A, 0x7E] + bytes + [0x7E]
        let range = 2..<copy.count - 1
        var span = copy.mutableSpan
        mask(treatment, &span, range)
        precondition(copy[0] == 0x3A && copy[1] == 0x7E && copy[copy.count - 1] == 0x7E, "masked beyond the range")
        return Array(copy[range])
    }

    /// What a text is masked to.
    mutating func masked(_ kind: Kind, _ text: String) -> String {
        String(decoding: masked(kind, Array(text.utf8)), as: UTF8.self)
    }

    /// What a text is masked to by a treatment.
    mutating func masked(by treatment: Treatment, _ text: String) -> String {
        String(decoding: masked(by: treatment, Array(text.utf8)), as: UTF8.self)
    }
}

/// The kind a detector finds.
func detected(_ bytes: [UInt8]) -> Kind {
    var copy = bytes
    let span = copy.mutableSpan
    return Detector.kind(of: span, 0..<bytes.count)
}

/// Whether Redis stores a string as an integer (`string2ll`), decided by the standard library.
func isStoredAsInteger(_ bytes: [UInt8]) -> Bool {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let value = Int64(text) else { return false }
    return Array(String(value).utf8) == bytes
}

/// Generated values of every shape there is, and of none.
struct ValueGenerator {
    private var random: SeededGenerator

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    static let lower = Array("abcdefghijklmnopqrstuvwxyz")
    static let alphanumeric = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
    static let scripts: [[Character]] = [
        Array("éàüñøßçÉÀÜÑ"), Array("абвгдежзийАБВГ"), Array("αβγδεΑΒΓ"), Array("漢字仮名交"), Array("ひらがなカタカナ"),
        Array("한국어글자"),
        Array("😀🎉👩🏽"), Array("नमस्ते"), Array("مرحبا"), Array("שלום"), Array("ไทย"), Array("𐐀𐐁𝒜"),
        Array("e\u{301}o\u{308}"),
    ]
    static let nasty: [String] = [
        "0123456789.-", "0123456789:.-+() ", "\"\\{}[],:u0123456789abcdef", "\\u{}\"dD8cC0\\",
        "{}[]\":,0123456789-.eE truefalsnu",
        "0123456789abcdefABCDEF-", "aZ09+/=_-", "@.abc0-_", "\u{0}\u{1}\u{7F}\n\t a0", "T:Z.-+0123456789 ", "ab:.-_{}0",
        "HYLL\u{0}\u{1}",
    ]

    mutating func below(_ bound: Int) -> Int { Int(random.next() % UInt64(bound)) }
    mutating func string(_ alphabet: [Character], _ count: Int) -> String {
        String((0..<count).map { _ in alphabet[below(alphabet.count)] })
    }
    mutating func digits(_ count: Int) -> String { string(Array("0123456789"), count) }
    mutating func hex(_ count: Int) -> String { string(Array("0123456789abcdef"), count) }
    mutating func word(_ count: Int) -> String { string(Self.lower, count) }

    mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8(below(256)) } }

    /// A string over an alphabet chosen to break parsers.
    mutating func hostile() -> [UInt8] {
        let alphabet = Array(Self.nasty[below(Self.nasty.count)].utf8)
        var result: [UInt8] = []
        for _ in 0..<below(30) {
            result.append(below(40) == 0 ? UInt8(below(256)) : alphabet[below(alphabet.count)])
        }
        if below(4) == 0 { result = [0x7B] + result + [0x7D] }
        return result
    }

    mutating func email() -> String {
        let domains = ["gmail.com", "example.org", "a.co", "qq.com", "mail.example.co.uk", "x-y.io"]
        return word(3 + below(9)) + ["", ".", "_", "+"][below(4)] + digits(below(4)) + "@"
            + domains[below(domains.count)]
    }

    mutating func uuid() -> String {
        let text = [8, 4, 4, 4, 12].map { hex($0) }.joined(separator: "-")
        return below(4) == 0 ? text.uppercased() : text
    }

    mutating func date() -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let day = "\(1900 + below(200))-\(two(1 + below(12)))-\(two(1 + below(28)))"
        if below(2) == 0 { return day }
        let zone = ["", "Z", "+01:00", "-0530", "+09"][below(5)]
        let fraction = below(2) == 0 ? "" : "." + digits(1 + below(9))
        return day + ["T", " "][below(2)] + "\(two(below(24))):\(two(below(60))):\(two(below(60)))" + fraction + zone
    }

    mutating func phone() -> String {
        switch below(4) {
        case 0: "+\(1 + below(99)) \(digits(3)) \(digits(7))"
        case 1: "(\(digits(3))) \(digits(3))-\(digits(4))"
        case 2: "+\(1 + below(9))\(digits(10))"
        default: "0\(digits(2))-\(digits(4))-\(digits(4))"
        }
    }

    mutating func base64() -> String {
        let count = 12 + below(40)
        let plain = base64(bytes(count))
        return below(3) == 0 ? String(plain.map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 }) : plain
    }

    func base64(_ bytes: [UInt8]) -> String {
        let characters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        var text = ""
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = Array(bytes[start..<min(start + 3, bytes.count)])
            let word = group.enumerated().reduce(0) { $0 | Int($1.element) << (16 - 8 * $1.offset) }
            for place in 0..<4 {
                text.append(place > group.count ? "=" : characters[word >> (18 - 6 * place) & 63])
            }
        }
        return text
    }

    mutating func scalarText() -> String {
        let script = Self.scripts[below(Self.scripts.count)]
        return string(script, 1 + below(12)) + (below(2) == 0 ? "" : " " + word(below(8)))
    }

    mutating func json(depth: Int = 0) -> String {
        switch below(depth > 3 ? 7 : 10) {
        case 0: return "\(below(2_000_000) - 1_000_000)"
        case 1: return "\(below(1000)).\(digits(1 + below(4)))" + ["", "e5", "E-02"][below(3)]
        case 2: return ["true", "false", "null"][below(3)]
        case 3: return "\"\(escaped(text()))\""
        case 4: return "\"\(email())\""
        case 5: return "\"\(escaped(scalarText()))\""
        case 6: return "\"\(uuid())\""
        case 7: return "[" + (0..<below(4)).map { _ in json(depth: depth + 1) }.joined(separator: ", ") + "]"
        case 8: return "\"\(escaped(document(depth: depth + 2)))\""
        default: return document(depth: depth + 1)
        }
    }

    mutating func document(depth: Int = 0) -> String {
        let names = ["user", "id", "email", "name", "session", "zq", "a\\u0062c", "näme"]
        let members = (0..<below(5)).map {
            "\"\(names[below(names.count)])\(below(3) == 0 ? word(3) : "")_\($0)\":" + json(depth: depth + 1)
        }
        return "{" + members.joined(separator: ",") + "}"
    }

    /// The characters as a JSON string holds them, some of them escaped.
    mutating func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            let code = scalar.value
            if scalar == "\"" || scalar == "\\" {
                result += "\\" + String(scalar)
            } else if code < 0x20 || below(8) == 0 {
                for unit in String(scalar).utf16 {
                    let hex = String(unit, radix: 16, uppercase: below(2) == 0)
                    result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
                }
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    mutating func text() -> String {
        (0..<1 + below(40)).map { _ in word(1 + below(9)) }.joined(separator: [" ", ", ", "\n", " 7 "][below(4)])
    }

    /// A value of some shape.
    mutating func value() -> [UInt8] {
        let text: String
        switch below(24) {
        case 0: text = "\(Int64(bitPattern: random.next()) >> Int64(below(63)))"
        case 1: text = digits(1 + below(45))
        case 2: text = "-" + digits(1 + below(22))
        case 3: text = email()
        case 4: text = uuid()
        case 5: text = date()
        case 6: text = phone()
        case 7: text = base64()
        case 8: text = hex(1 + below(70))
        case 9: text = hex(1 + below(70)).uppercased()
        case 10: text = scalarText()
        case 11: text = "{" + document() + "}"
        case 12: text = document()
        case 13: text = self.text()
        case 14: text = "\(below(256)).\(below(256)).\(below(256)).\(below(256))"
        case 15: text = "-\(below(1000)).\(digits(1 + below(6)))"
        case 16: text = string(Self.alphanumeric, 1 + below(40))
        case 17: return bytes(below(80))
        case 18: return [UInt8(below(256))]
        case 19: return hostile()
        case 20: text = "session:" + hex(32) + ":user" + digits(3)
        case 21: text = "user:{" + digits(8) + "}:" + email()
        case 22: text = word(1 + below(14)) + "_id." + word(4)
        default: text = word(1 + below(14))
        }
        return Array(text.utf8)
    }
}
