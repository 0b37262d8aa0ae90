import RedisDump

/// Strings that must not be in a result: as they are, in hexadecimal digits, or in base64.
///
/// All other ways to write them are layers, which are opened (see ``LayerWalk``). Those two are here too because a short
/// string in them makes no layer.
public struct CanarySet: Sendable {
    /// Shorter strings are met by chance.
    public static let shortest = 4
    /// Of an encoded form so many characters have to be certain.
    private static let shortestForm = 7

    private struct Needle: Sendable {
        var text: [UInt8]
        var line: Int
    }

    private var needles: [Needle] = []
    /// The needles that begin with four bytes.
    private var byBeginning: [UInt32: [Int32]] = [:]
    /// One bit for each hash of such a beginning: most places of a text end here.
    private var filter = [UInt64](repeating: 0, count: 1 << 10)
    private var texts: [Int: [UInt8]] = [:]
    /// How many strings there are.
    public var count: Int { texts.count }

    /// The string of a line.
    func text(ofLine line: Int) -> [UInt8] { texts[line] ?? [] }

    /// Takes strings with the lines they stand on. Shorter ones than ``shortest`` are left out; the caller refuses them.
    public init(_ canaries: [(line: Int, text: [UInt8])]) {
        for (line, text) in canaries where text.count >= Self.shortest {
            texts[line] = text
            add(text, line)
            for form in Self.hexForms(text) + Self.base64Forms(text) where form.count >= Self.shortestForm {
                add(form, line)
            }
        }
    }

    private mutating func add(_ text: [UInt8], _ line: Int) {
        let beginning = text.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        byBeginning[beginning, default: []].append(Int32(truncatingIfNeeded: needles.count))
        needles.append(Needle(text: text, line: line))
        let place = Self.place(beginning)
        filter[place >> 6] |= 1 << UInt64(place & 63)
    }

    @inline(__always)
    private static func place(_ beginning: UInt32) -> Int { Int((beginning &* 0x9E37_79B1) >> 16) }

    /// Calls `body` with the line of each canary that stands in a text; perhaps more than once.
    func find(in text: Span<UInt8>, _ body: (Int) -> Void) {
        var window: UInt32 = 0
        for index in text.indices {
            window = window << 8 | UInt32(text[index])
            let place = Self.place(window)
            guard index >= 3, filter[place >> 6] & 1 << UInt64(place & 63) != 0,
                let candidates = byBeginning[window]
            else { continue }
            for number in candidates {
                let needle = needles[Int(number)]
                let end = index - 3 + needle.text.count
                if end <= text.count, text.extracting(index - 3..<end).hasSameBytes(as: needle.text.span) {
                    body(needle.line)
                }
            }
        }
    }

    // MARK: Forms

    private static func hexForms(_ text: [UInt8]) -> [[UInt8]] {
        ["0123456789abcdef", "0123456789ABCDEF"].map { digits in
            let digits = Array(digits.utf8)
            return text.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        }
    }

    /// The characters that are the same whatever stands before and behind, for each place within three bytes, in both
    /// alphabets.
    private static func base64Forms(_ text: [UInt8]) -> [[UInt8]] {
        let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
        let forms = ["+/", "-_"].flatMap { last in
            let alphabet = Array((letters + last).utf8)
            return (0..<3).map { before in base64(text, before, alphabet) }
        }
        return Array(Set(forms))
    }

    private static func base64(_ text: [UInt8], _ before: Int, _ alphabet: [UInt8]) -> [UInt8] {
        var bits: UInt32 = 0
        var count = 0
        var result: [UInt8] = []
        for byte in [UInt8](repeating: 0, count: before) + text {
            bits = bits << 8 | UInt32(byte)
            count += 8
            while count >= 6 {
                count -= 6
                result.append(alphabet[Int(bits >> UInt32(count) & 63)])
            }
        }
        // One byte before decides the first two characters, two decide three.
        return Array(result.dropFirst(before == 0 ? 0 : before + 1))
    }
}
