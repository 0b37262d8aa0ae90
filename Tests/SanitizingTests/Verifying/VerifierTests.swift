import RedisDump
import Sanitizing
import Testing

/// The verifier says what is broken; each test breaks one thing by hand.
struct VerifierTests {
    private static func verify(
        _ raw: [UInt8], _ sanitized: [UInt8], allowsMovedExpiries: Bool = false
    ) throws -> Verification {
        var verifier = Verifier()
        verifier.allowsMovedExpiries = allowsMovedExpiries
        return try verifier.verify(opening: { (MemorySource(raw), MemorySource(sanitized)) })
    }

    /// A file of string keys in database 0.
    private static func file(_ pairs: [(String, String)]) -> [UInt8] {
        var writer = DumpWriter()
        writer.database(0)
        for (name, value) in pairs { writer.pair(name, value) }
        return writer.finished()
    }

    private static func broken(_ result: Verification) -> [Verification.Promise] {
        Verification.Promise.allCases.filter { !result.holds($0) }
    }

    private static let raw = file([("user:anna", "Annegret Meredith"), ("user:bert", "Bertrams Halloway")])

    @Test func `what the sanitizer made holds every promise`() throws {
        let result = try Self.verify(Self.raw, InMemory.sanitized(Self.raw, InMemory.options()))
        #expect(result.isGood, "\(result.violations)")
        #expect(result.keys == [0: 2])
        #expect(result.maskedTokens > 0)
    }

    @Test func `a copy is told apart from a sanitized snapshot`() throws {
        let result = try Self.verify(Self.raw, Self.raw)
        #expect(result.isGood)
        #expect(result.unchangedBytes == result.bytes && result.maskedTokens == 0)
    }

    @Test func `a masked name that turns up in another value is a leak`() throws {
        let leaking = Self.file([("user:qwer", "Xqzvbntz Kjhgfdsa"), ("user:asdf", "Meredith Zzkqywvx")])
        let result = try Self.verify(Self.raw, leaking)
        #expect(Self.broken(result) == [.nothingLeaks])
        #expect(result.violations.first?.key == 2)
    }

    @Test func `a leak is found inside a longer word and through JSON escapes`() throws {
        let raw = Self.file([("a", #"{"n":"Mer\u0065dith Q"}"#), ("b", "xxxxxxxxxxxxxxxxxxxxxxx")])
        let leaking = Self.file([("c", #"{"n":"Kjh\u0067fdsa W"}"#), ("d", "qqwqwqwMeredithzzkzkzkz")])
        #expect(try Self.broken(Self.verify(raw, leaking)) == [.nothingLeaks])
    }

    @Test func `two equal keys and two equal members are told`() throws {
        let equalKeys = Self.file([("user:qwer", "Xqzvbntz Kjhgfdsa"), ("user:qwer", "Lmnbvcxz Zzkqywvx")])
        #expect(try Self.broken(Self.verify(Self.raw, equalKeys)) == [.distinctStaysDistinct])

        func set(_ members: [String]) -> [UInt8] {
            var writer = DumpWriter()
            writer.key("s", type: 2)
            writer.length(members.count)
            for member in members { writer.string(member) }
            return writer.finished()
        }
        let result = try Self.verify(set(["one", "two", "six"]), set(["qqq", "www", "qqq"]))
        #expect(Self.broken(result) == [.distinctStaysDistinct])
    }

    @Test func `a lost key, another length, type or count breaks the shape`() throws {
        let short = Self.file([("user:qwer", "Xqzvbntz Kjhgfds"), ("user:asdf", "Wertzuio Zzkqywvx")])
        #expect(try Self.broken(Self.verify(Self.raw, short)) == [.everyShapeStays])
        let lost = Self.file([("user:qwer", "Xqzvbntz Kjhgfdsa")])
        #expect(try !Self.verify(Self.raw, lost).isGood)
        let more = Self.file([("user:q", "Xqzvbntz"), ("user:a", "Wertzuio"), ("user:y", "Yxcvbnml")])
        #expect(try !Self.verify(Self.raw, more).isGood)
    }

    @Test func `a string that becomes an integer on the server breaks the shape`() throws {
        let result = try Self.verify(Self.file([("k", "a1234")]), Self.file([("q", "51234")]))
        #expect(Self.broken(result) == [.everyShapeStays])
    }

    @Test func `an expiry that moved is told, unless all moved alike and that is meant`() throws {
        func file(_ expiries: [Int64]) -> [UInt8] {
            var writer = DumpWriter()
            for (number, expiry) in expiries.enumerated() {
                writer.expiry(milliseconds: expiry)
                writer.pair("key\(number)", "value")
            }
            return writer.finished()
        }
        let raw = file([1_000_000, 2_000_000])
        let moved = file([1_005_000, 2_005_000])
        #expect(try Self.broken(Self.verify(raw, moved)) == [.everyClockStays])
        let allowed = try Self.verify(raw, moved, allowsMovedExpiries: true)
        #expect(allowed.isGood && allowed.expiryOffset == 5000)
        let apart = try Self.verify(raw, file([1_005_000, 2_009_000]), allowsMovedExpiries: true)
        #expect(Self.broken(apart) == [.everyClockStays])
    }

    @Test func `a damaged result is a broken promise, a damaged original an error`() throws {
        var damaged = Self.raw
        damaged[damaged.count - 1] ^= 1
        #expect(try !Self.verify(Self.raw, damaged).isGood)
        #expect(throws: ReadError.self) { try Self.verify(damaged, Self.raw) }
        #expect(try !Self.verify(Self.raw, Array(Self.raw.prefix(40))).isGood)
    }

    @Test(arguments: [0, 5, 40])
    func `of a damaged result no promise is said to hold`(count: Int) throws {
        let result = try Self.verify(Self.raw, Array(Self.raw.prefix(count)))
        #expect(result.outcome(of: .everyShapeStays) == .broken)
        for promise in Verification.Promise.allCases { #expect(result.outcome(of: promise) != .holds) }
    }

    @Test func `leaks are not said to be looked for where shapes differ`() throws {
        let short = Self.file([("user:qwer", "Xqzvbntz Kjhgfds"), ("user:asdf", "Wertzuio Zzkqywvx")])
        let result = try Self.verify(Self.raw, short)
        #expect(result.outcome(of: .nothingLeaks) == .unchecked && result.outcome(of: .everyKeyStays) == .holds)
    }

    @Test func `what is kept around a short value makes no leak of it`() throws {
        // Two digits between names of members, as MessagePack and CBOR write them: one of a hundred meets another.
        func file(_ values: [Int]) -> [UInt8] {
            Self.file(values.enumerated().map { ("k\($0.offset)", "\($0.element)daddressfstreetnamexcitynamez") })
        }
        let result = try Self.verify(file(Array(10..<60)), file(Array(40..<90)))
        #expect(result.isGood, "\(result.violations)")
        #expect(result.coincidences > 0)
    }

    @Test func `no message holds a value`() throws {
        let leaking = Self.file([("user:qwer", "Xqzvbntz Kjhgfdsa"), ("user:asdf", "Meredith Zzkqywvx")])
        for violation in try Self.verify(Self.raw, leaking).violations {
            #expect(!violation.message.contains("Meredith") && !violation.message.contains("asdf"))
        }
    }
}
