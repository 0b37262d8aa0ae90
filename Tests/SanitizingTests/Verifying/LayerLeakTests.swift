import RedisDump
import Sanitizing
import Testing

/// What is written inside of values is looked into: for what was masked, and for what must not be there.
struct LayerLeakTests {
    private static let secret = "Annegret-Q7x2Lm9Trv4Kp8Zw"
    private static let mask = "Zwergnax-B3k8Vn1Wqs6Jd2Ly"

    private static func file(_ values: [[UInt8]]) -> [UInt8] {
        var writer = DumpWriter()
        writer.database(0)
        for (number, value) in values.enumerated() {
            writer.key("key:\(number)", type: 0)
            writer.string(value)
        }
        return writer.finished()
    }

    private static func verify(
        _ raw: [UInt8], _ sanitized: [UInt8], canaries: [String] = []
    ) throws -> Verification {
        var verifier = Verifier()
        if !canaries.isEmpty {
            verifier.canaries = CanarySet(canaries.enumerated().map { ($0.offset + 1, Array($0.element.utf8)) })
        }
        return try verifier.verify(opening: { (MemorySource(raw), MemorySource(sanitized)) })
    }

    @Test(arguments: Written.allCases)
    func `a masked value that stands inside of another one is a leak`(_ written: Written) throws {
        let other = written.bytes("harmless-and-as-long-text")
        let raw = Self.file([Array(Self.secret.utf8), other])
        let leaking = Self.file([Array(Self.mask.utf8), written.bytes(Self.secret)])
        let good = Self.file([Array(Self.mask.utf8), written.bytes("Qwertzui-X9y8W7v6U5t4S3r2")])
        #expect(try !Self.verify(raw, leaking).holds(.nothingLeaks))
        #expect(try Self.verify(raw, good).isGood)
    }

    @Test(arguments: Written.allCases)
    func `what was masked inside of a value is a leak where it stands as it is`(_ written: Written) throws {
        let other = Array("harmless-and-as-long-text".utf8)
        let raw = Self.file([written.bytes(Self.secret), other])
        let masked = written.bytes(Self.mask)
        #expect(try !Self.verify(raw, Self.file([masked, Array(Self.secret.utf8)])).holds(.nothingLeaks))
        #expect(try Self.verify(raw, Self.file([masked, Array("Qwertzui-X9y8W7v6U5t4S3r2".utf8)])).isGood)
    }

    @Test(arguments: Written.allCases)
    func `a value that is masked as a whole leaks what was in it where that turns up`(_ written: Written) throws {
        let packed = written.bytes(Self.secret)
        let noise = [UInt8](repeating: 0x7E, count: packed.count)
        let other = Array("harmless-and-as-long-text".utf8)
        let result = try Self.verify(
            Self.file([packed, other]), Self.file([noise, Array(Self.secret.utf8)]))
        #expect(!result.holds(.nothingLeaks))
    }

    @Test(arguments: Written.allCases)
    func `a value that is kept in both is no leak`(_ written: Written) throws {
        let kept = written.bytes(Self.secret)
        let result = try Self.verify(
            Self.file([Array("another-masked-value-here".utf8), kept]),
            Self.file([Array(Self.mask.utf8), kept]))
        #expect(result.isGood, "\(result.violations)")
    }

    @Test(arguments: Written.allCases)
    func `a canary is found however it is written, and never shown`(_ written: Written) throws {
        let raw = Self.file([Array(Self.secret.utf8)])
        let leaking = Self.file([written.bytes(Self.secret)])
        let result = try Self.verify(leaking, leaking, canaries: [Self.secret, "not-in-either-of-both"])
        #expect(result.canaries?.wanted == 2)
        #expect(result.canaries?.inOriginal == 1)
        #expect(result.canaries?.inResult == 1)
        #expect(!result.holds(.nothingLeaks))
        #expect(result.violations.map(\.key) == [1])
        #expect(result.violations.allSatisfy { $0.message.contains("line 1") && !$0.message.contains("Annegret") })
        #expect(try Self.verify(raw, raw, canaries: ["not-in-either-of-both"]).isGood)
    }

    @Test(arguments: [Written.base64, .hex])
    func `a short canary is found between other bytes in base64 and in hexadecimal digits`(_ written: Written) throws {
        let file = Self.file([Array("x=".utf8) + written.bytes("ak@x.deb") + Array(";".utf8)])
        #expect(try Self.verify(file, file, canaries: ["k@x.de"]).canaries?.inResult == 1)
    }

    @Test func `a canary that chance would find is left out`() {
        #expect(CanarySet([(1, Array("Mia".utf8)), (2, Array("Maja".utf8))]).count == 1)
    }

    @Test func `a canary of digits is found among packed integers`() throws {
        var writer = DumpWriter()
        writer.key("cards", type: 16)
        writer.string(PackedWriter.listpack([.init("number"), .integer(4_111_111_111_111_111)]))
        let file = writer.finished()
        #expect(try Self.verify(file, file, canaries: ["4111111111111111"]).canaries?.inResult == 1)
    }

    @Test func `a finding that was accepted fails nothing, and another one does`() throws {
        let raw = Self.file([Array(Self.secret.utf8), Array("harmless-and-as-long-text".utf8)])
        let leaking = Self.file([Array(Self.mask.utf8), Array(Self.secret.utf8)])
        var verifier = Verifier()
        verifier.accepts = { ["Annegret", "Q7x2Lm9Trv4Kp8Zw"].contains(String(decoding: $0.text, as: UTF8.self)) }
        let result = try verifier.verify(opening: { (MemorySource(raw), MemorySource(leaking)) })
        #expect(result.acceptedFindings == 2 && result.isGood)
        verifier.accepts = { $0.text == Array("Another".utf8) }
        #expect(try !verifier.verify(opening: { (MemorySource(raw), MemorySource(leaking)) }).isGood)
    }

    @Test func `what is nested more deeply than is opened is said to be left out`() throws {
        var text = Array("secret".utf8)
        for _ in 0..<10 { text = Written.base64.bytes(String(decoding: text, as: UTF8.self)) }
        let raw = Self.file([text])
        let masked = Self.file([[UInt8](repeating: 0x2E, count: text.count)])
        #expect(try Self.verify(raw, masked).layers.cut == 1)
    }
}
