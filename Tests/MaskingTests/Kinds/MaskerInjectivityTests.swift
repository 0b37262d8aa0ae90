import Testing

@testable import Masking

struct MaskerInjectivityTests {
    static let seed: UInt64 = 0x5EED_0002

    /// Masks distinct values and returns how many distinct ones come out.
    private func distinctCount(_ kind: Kind, _ values: some Sequence<[UInt8]>) throws -> Int {
        var masker = try testMasker()
        var masked = Set<[UInt8]>()
        for value in values { masked.insert(masker.masked(kind, value)) }
        return masked.count
    }

    @Test(arguments: [Kind.detect, .structural, .opaque, .binary])
    func `all strings of one and two bytes stay distinct`(kind: Kind) throws {
        let all = (0...255).map { [UInt8($0)] } + (0...65535).map { [UInt8($0 >> 8), UInt8($0 & 255)] }
        #expect(try distinctCount(kind, all) == all.count)
    }

    @Test(arguments: [Kind.detect, .structural, .digits])
    func `all digit strings up to five digits stay distinct, and with a minus`(kind: Kind) throws {
        var all: [[UInt8]] = []
        for count in 1...5 {
            for number in 0..<Int(PowersOfTen.all[count]) {
                var digits = Array(String(number).utf8)
                digits = [UInt8](repeating: 0x30, count: count - digits.count) + digits
                all.append(digits)
                if count < 5 { all.append([0x2D] + digits) }
            }
        }
        #expect(try distinctCount(kind, all) == all.count)
    }

    @Test(arguments: [Kind.detect, .structural, .base64])
    func `all words of three letters stay distinct`(kind: Kind) throws {
        let letters = Array("abcdefghijklmnopqrstuvwxyz".utf8)
        let all = letters.flatMap { first in letters.flatMap { second in letters.map { [first, second, $0] } } }
        #expect(try distinctCount(kind, all) == all.count)
    }

    @Test(arguments: [Kind.detect, .ipv4, .structural])
    func `addresses stay distinct`(kind: Kind) throws {
        var all: [[UInt8]] = []
        for first in [0, 1, 9, 10, 11, 99, 100, 127, 169, 172, 192, 198, 224, 255] {
            for second in stride(from: 0, through: 255, by: 1) {
                for last in [0, 1, 9, 10, 55, 99, 100, 200, 255] {
                    all.append(Array("\(first).\(second).7.\(last)".utf8))
                    all.append(Array("\(first).\(second).0.0\(last)".utf8))
                }
            }
        }
        #expect(try distinctCount(kind, all) == all.count)
    }

    @Test(arguments: [Kind.detect, .date])
    func `all dates stay distinct and become dates`(kind: Kind) throws {
        var all: [[UInt8]] = []
        for day in 0..<DateKind.dayCount {
            let date = DateKind.date(day)
            let text = [date.year, date.month, date.day].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: "-")
            var copy = Array(text.utf8)
            let span = copy.mutableSpan
            #expect(DateKind.parse(span, 0..<10)?.day == day)
            all.append(copy)
        }
        #expect(try distinctCount(kind, all) == all.count)
    }

    @Test(arguments: [Kind.detect, .structural])
    func `mixed values stay distinct`(kind: Kind) throws {
        var generator = ValueGenerator(seed: Self.seed)
        var values = Set<[UInt8]>()
        var masker = try testMasker()
        var originals: [[UInt8]: [UInt8]] = [:]
        while values.count < 30_000 {
            let value = values.count % 5 == 0 ? generator.hostile() : generator.value()
            guard values.insert(value).inserted else { continue }
            let masked = masker.masked(kind, value)
            if let other = originals.updateValue(value, forKey: masked) {
                // Two escapes of one character can differ in nothing but the case of their hexadecimal digits.
                let isSameText =
                    String(decoding: other, as: UTF8.self).lowercased()
                    == String(decoding: value, as: UTF8.self).lowercased()
                #expect(
                    isSameText && value.contains(0x5C),
                    "seed \(Self.seed): \(String(decoding: value, as: UTF8.self)) meets \(String(decoding: other, as: UTF8.self))"
                )
            }
        }
    }
}
