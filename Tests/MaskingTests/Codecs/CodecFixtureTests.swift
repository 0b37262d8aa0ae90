import Testing

@testable import Masking

struct CodecFixtureTests {
    static let unpacked = CodecFixture.all

    private func contains(_ bytes: [UInt8], _ word: String) -> Bool {
        let word = Array(word.utf8)
        guard bytes.count >= word.count else { return false }
        for start in 0...bytes.count - word.count where bytes[start] == word[0] {
            if bytes[start..<start + word.count].elementsEqual(word) { return true }
        }
        return false
    }

    @Test func `there are fixtures of every codec`() {
        let names = Set(CodecFixture.all.flatMap(\.codecs))
        for format in DocumentFormat.allCases where format != .ndjson { #expect(names.contains(format.rawValue)) }
        for encoding in Masking.Encoding.allCases { #expect(names.contains(encoding.rawValue)) }
    }

    @Test(arguments: CodecFixture.all)
    func `a value keeps its length and structure, and tells nothing`(fixture: CodecFixture) throws {
        var masker = try testMasker()
        let bytes = try fixture.bytes()
        let masked = masker.masked(by: fixture.treatment, opening: bytes)
        #expect(masked.count == bytes.count)
        let before = fixture.layers(of: bytes)
        let after = fixture.layers(of: masked)
        #expect(before.map(\.count) == after.map(\.count) || fixture.codecs.contains { ["gzip", "zlib"].contains($0) })
        #expect(before.last?.count == after.last?.count)
        #expect(fixture.secrets.contains { secret in before.contains { contains($0, secret) } })
        for secret in fixture.secrets { #expect(!after.contains { contains($0, secret) }, "\(secret)") }
        #expect(fixture.structure(of: bytes) == fixture.structure(of: masked))
        let counts = masker.takeCodecCounts().byName
        for codec in fixture.codecs { #expect(counts[codec, default: .init()].masked > 0, "\(codec)") }
        #expect(fixture.codecs.allSatisfy { counts[$0]?.opaque == 0 }, "\(counts)")
    }

    @Test(arguments: CodecFixture.all)
    func `a value masks alike every time`(fixture: CodecFixture) throws {
        var first = try testMasker()
        var second = try testMasker()
        let bytes = try fixture.bytes()
        _ = second.masked(Kind.detect, "something else before")
        #expect(
            first.masked(by: fixture.treatment, opening: bytes) == second.masked(by: fixture.treatment, opening: bytes))
    }

    @Test(
        arguments: CodecFixture.all.filter {
            !["percent", "protobuf", "form", "deflate", "prefixed"].contains($0.codecs[0]) && $0.codecs != ["json"]
                && ![
                    "session.pickle0", "session.pickle1", "text.java", "cart.phpsession", "person.json.snappy",
                    "task.celery",
                ]
                .contains($0.file)
        })
    func `a value is recognized without a rule`(fixture: CodecFixture) throws {
        var masker = try testMasker()
        let bytes = try fixture.bytes()
        let masked = masker.masked(by: .detect, opening: bytes)
        #expect(masked.count == bytes.count)
        #expect(masker.takeCodecCounts().byName[fixture.codecs[0]]?.masked == 1)
        #expect(fixture.structure(of: masked) == fixture.structure(of: bytes))
        for secret in fixture.secrets { #expect(!fixture.layers(of: masked).contains { contains($0, secret) }) }
    }

    @Test(arguments: CodecFixture.all.filter { !$0.codecs.contains("deflate") })
    func `nothing is opened where values must stay distinct`(fixture: CodecFixture) throws {
        var masker = try testMasker()
        var bytes = try fixture.bytes()
        var span = bytes.mutableSpan
        masker.mask(.detect, &span, 0..<span.count, at: .distinct)
        #expect(masker.takeCodecCounts().byName.keys.allSatisfy { $0 == "json" })
    }

    @Test(arguments: CodecFixture.all)
    func `a truncated value is masked as a whole, or as the shorter document that it is`(fixture: CodecFixture) throws {
        var masker = try testMasker()
        let bytes = try fixture.bytes()
        let whole = fixture.layers(of: bytes)
        for count in stride(from: 1, to: bytes.count, by: max(1, bytes.count / 300)) {
            let part = Array(bytes.prefix(count))
            for opening in [false, true] {
                let masked =
                    opening
                    ? masker.masked(by: .detect, opening: part) : masker.masked(by: fixture.treatment, opening: part)
                #expect(masked.count == count)
                for secret in fixture.secrets where whole.count == 1 && contains(part, secret) {
                    #expect(!contains(masked, secret), "\(secret) in the first \(count) bytes")
                }
            }
        }
    }

    @Test(arguments: CodecFixture.all)
    func `a damaged byte traps nowhere and lets nothing through`(fixture: CodecFixture) throws {
        var masker = try testMasker()
        let bytes = try fixture.bytes()
        let isPlain = fixture.layers(of: bytes).count == 1
        let step = max(1, bytes.count / (isPlain ? 400 : 50))
        for place in stride(from: 0, to: bytes.count, by: step) {
            for mask in [0xFF, 0x01, 0x20, 0x80] as [UInt8] {
                var damaged = bytes
                damaged[place] ^= mask
                let masked = masker.masked(by: fixture.treatment, opening: damaged)
                #expect(masked.count == bytes.count)
                for secret in fixture.secrets where isPlain && contains(damaged, secret) {
                    #expect(!contains(masked, secret), "\(secret), byte \(place) ^ \(mask)")
                }
            }
        }
    }
}

extension Masker {
    /// What bytes are masked to where they need not stay distinct.
    mutating func masked(by treatment: Treatment, opening bytes: [UInt8]) -> [UInt8] {
        var copy = bytes
        var span = copy.mutableSpan
        mask(treatment, &span, 0..<span.count, at: .value)
        return copy
    }
}
