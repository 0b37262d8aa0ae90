import Foundation
import Testing

@testable import Masking

/// What holds for every kind that has samples of its own.
struct KindPropertyTests {
    static let seed: UInt64 = 0x5EED_0004
    /// `make kinds` takes a million.
    static let sampleCount = ProcessInfo.processInfo.environment["MANNEQUIN_SAMPLES"].flatMap { Int($0) } ?? 20_000

    static let kinds: [Kind] = {
        var generator = ValueGenerator(seed: 1)
        return Kind.allCases.filter { generator.sample($0) != nil }
    }()

    private func shape(_ kind: Kind, _ bytes: [UInt8]) -> Kind {
        var copy = bytes
        let span = copy.mutableSpan
        return Masker.shape(kind, span, 0..<bytes.count)
    }

    private func interval(_ bytes: [UInt8]) -> IntegerLadder.Interval? {
        guard isStoredAsInteger(bytes), let number = Int64(String(decoding: bytes, as: UTF8.self)) else { return nil }
        return IntegerLadder.interval(of: number)
    }

    @Test(arguments: kinds)
    func `values keep length, shape and rightness, and no two become one`(kind: Kind) throws {
        var generator = ValueGenerator(seed: Self.seed)
        var masker = try testMasker()
        var originals: [[UInt8]: [UInt8]] = [:]
        for _ in 0..<Self.sampleCount {
            guard let value = generator.sample(kind) else { continue }
            let masked = masker.masked(kind, value)
            let isRight = IdentifierVectorTests.isValid(kind, masked) == IdentifierVectorTests.isValid(kind, value)
            let other = kind.isInjective ? originals.updateValue(value, forKey: masked) ?? value : value
            // Expectations are what takes longest here: they are written down where one is not met.
            if masked.count == value.count, shape(kind, masked) == shape(kind, value),
                interval(masked) == interval(value), isRight, other == value
            {
                continue
            }
            let text =
                "seed \(Self.seed): \(String(decoding: value, as: UTF8.self)) became \(String(decoding: masked, as: UTF8.self))"
            #expect(masked.count == value.count, "\(text)")
            #expect(shape(kind, masked) == shape(kind, value), "\(text)")
            #expect(interval(masked) == interval(value), "\(text)")
            #expect(isRight, "\(text)")
            #expect(other == value, "\(text), as did \(String(decoding: other, as: UTF8.self))")
        }
    }

    @Test(arguments: kinds)
    func `samples have the shape of their kind, and another key gives other values`(kind: Kind) throws {
        var generator = ValueGenerator(seed: Self.seed &+ 1)
        var first = try testMasker(1)
        var second = try testMasker(2)
        var (changed, other) = (0, 0)
        for _ in 0..<1000 {
            guard let value = generator.sample(kind) else { continue }
            #expect(shape(kind, value) == kind, "seed \(Self.seed): \(String(decoding: value, as: UTF8.self))")
            let masked = first.masked(kind, value)
            if masked != value { changed += 1 }
            if masked != second.masked(kind, value) { other += 1 }
        }
        // Noise on few digits is often the same, and the coarse date knows no key.
        #expect(changed > 900 && (other > (kind.isInjective ? 900 : 250) || kind == .dateYear))
    }
}
