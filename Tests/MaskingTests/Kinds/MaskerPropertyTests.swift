import Testing

@testable import Masking

struct MaskerPropertyTests {
    static let seed: UInt64 = 0x5EED_0001

    @Test(arguments: Kind.allCases)
    func `every value keeps its length, and masks alike under the same key`(kind: Kind) throws {
        var generator = ValueGenerator(seed: Self.seed)
        var first = try testMasker()
        var second = try testMasker()
        for _ in 0..<4000 {
            let value = generator.value()
            let masked = first.masked(kind, value)
            #expect(masked.count == value.count)
            #expect(masked == second.masked(kind, value), "seed \(Self.seed), \(kind), \(value)")
        }
    }

    @Test(arguments: Kind.allCases)
    func `hostile strings are masked without a trap`(kind: Kind) throws {
        var generator = ValueGenerator(seed: Self.seed &+ 1)
        var masker = try testMasker()
        for _ in 0..<4000 {
            let value = generator.hostile()
            #expect(masker.masked(kind, value).count == value.count)
        }
    }

    @Test(arguments: Kind.allCases.filter { $0 != .keep })
    func `a string is stored as an integer if and only if it was, and then stays within its interval of the ladder`(
        kind: Kind
    ) throws {
        var generator = ValueGenerator(seed: Self.seed &+ 2)
        var masker = try testMasker()
        for round in 0..<2000 {
            let value: [UInt8]
            switch round % 4 {
            case 0: value = Array(("-" + generator.digits(1 + generator.below(20))).utf8)
            case 1: value = Array(generator.digits(1 + generator.below(20)).utf8)
            case 2: value = generator.hostile()
            default: value = generator.value()
            }
            let masked = masker.masked(kind, value)
            #expect(
                isStoredAsInteger(masked) == isStoredAsInteger(value),
                "seed \(Self.seed), \(kind), \(String(decoding: value, as: UTF8.self))")
            if isStoredAsInteger(value), let number = Int64(String(decoding: value, as: UTF8.self)) {
                let result = String(decoding: masked, as: UTF8.self)
                #expect(result == String(masker.masked(number, as: kind)), "\(kind) \(number)")
                #expect(kind.masksIntegers || result == String(masker.masked(number)), "\(kind) \(number)")
                let interval = Int64(result).map(IntegerLadder.interval)
                #expect(interval == IntegerLadder.interval(of: number), "\(kind) \(number)")
            }
        }
    }

    @Test func `a masked value is found to be of the kind of the original`() throws {
        var generator = ValueGenerator(seed: Self.seed &+ 3)
        var masker = try testMasker()
        for round in 0..<20_000 {
            let value = round % 3 == 0 ? generator.hostile() : generator.value()
            let masked = masker.masked(Kind.detect, value)
            #expect(
                detected(masked) == detected(value),
                "seed \(Self.seed), \(String(decoding: value, as: UTF8.self)) became \(String(decoding: masked, as: UTF8.self))"
            )
        }
    }

    @Test(arguments: ["jane.doe@example.org", "4111111111111111", "Jane Doe", "+1 415 555 0100", "5f3e2a1b9c8d7e6f"])
    func `another key gives another value`(text: String) throws {
        var first = try testMasker(1)
        var second = try testMasker(2)
        for kind in [Kind.detect, .opaque, .text, .binary, .structural] {
            #expect(first.masked(kind, text) != second.masked(kind, text))
            #expect(first.masked(kind, text) != text)
        }
    }
}
