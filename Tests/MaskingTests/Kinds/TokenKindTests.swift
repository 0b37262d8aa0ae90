import Foundation
import Testing

@testable import Masking

struct TokenKindTests {
    private func object(_ part: Substring) throws -> [String: Any] {
        var text = String(part.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 })
        while text.count % 4 > 0 { text += "=" }
        let data = try #require(Data(base64Encoded: text))
        return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    @Test func `a JSON web token stays one, with its algorithm and the intervals of its times`() throws {
        var generator = ValueGenerator(seed: 11)
        var masker = try testMasker()
        for _ in 0..<300 {
            let token = generator.jwt()
            let masked = masker.masked(.detect, token)
            let (old, new) = (token.split(separator: "."), masked.split(separator: "."))
            #expect(old.map(\.count) == new.map(\.count) && old[1] != new[1] && old[2] != new[2])
            let (header, maskedHeader) = (try object(old[0]), try object(new[0]))
            let algorithm = header["alg"] as? String
            #expect((maskedHeader["alg"] as? String == algorithm) == (algorithm != "XX999"))
            if let kid = header["kid"] as? String { #expect(maskedHeader["kid"] as? String != kid) }
            let (claims, maskedClaims) = (try object(old[1]), try object(new[1]))
            #expect(claims["sub"] as? String != maskedClaims["sub"] as? String)
            let times = [claims, maskedClaims].map { ($0["iat"] as? Int ?? 0, $0["exp"] as? Int ?? 0) }
            #expect(times[0].1 - times[0].0 == times[1].1 - times[1].0 && times[0].0 != times[1].0)
            #expect(String(times[1].0) == masker.masked(.epoch, String(times[0].0)))
        }
    }

    @Test(arguments: [
        "https://www.shop.example.com/users/4711?session=q8Xw2#frag",
        "postgres://app:hunter22@db.internal.corp:5432/orders",
        "http://10.1.2.3:8080/health", "redis://localhost:6379/0", "https://[2001:db8::12ab]/x",
    ])
    func `a URL keeps scheme, port and structure`(url: String) throws {
        var masker = try testMasker()
        let masked = masker.masked(.detect, url)
        let (old, new) = (try #require(URLComponents(string: url)), try #require(URLComponents(string: masked)))
        #expect(old.scheme == new.scheme && old.port == new.port && old.host?.count == new.host?.count)
        #expect(old.path.filter { $0 == "/" } == new.path.filter { $0 == "/" })
        #expect(old.queryItems?.map(\.name) == new.queryItems?.map(\.name))
        #expect(old.password == nil || old.password != new.password)
        if let host = old.host, host.count >= 12, host.contains("com") { #expect(new.host?.hasSuffix(".test") == true) }
        #expect(detected(Array(masked.utf8)) == .url)
    }

    @Test func `escapes of a URL stay escapes, and what they hide is masked`() throws {
        var masker = try testMasker()
        let masked = masker.masked(.detect, "https://www.example.com/%D0%98%D0%B2%D0%B0%D0%BD")
        #expect(!masked.contains("%D0%98%D0%B2") && masked.removingPercentEncoding != masked)
        let escapes = masked.split(separator: "%").dropFirst()
        #expect(escapes.count == 8 && escapes.allSatisfy { $0.count == 2 && $0.allSatisfy(\.isHexDigit) })
    }

    @Test func `a checksum stays right or wrong, and a live key becomes one for tests`() throws {
        var generator = ValueGenerator(seed: 12)
        var masker = try testMasker()
        func isRight(_ token: String) -> Bool {
            let body = Array(token.utf8.dropFirst(4))
            let checksum = CRC32.checksum(body.span.extracting(0..<body.count - 6))
            return (0..<6).allSatisfy { body[body.count - 6 + $0] == CRC32.base62Digit($0, of: checksum) }
        }
        for _ in 0..<3000 {
            let token = generator.token()
            let masked = masker.masked(.detect, token)
            #expect(detected(Array(masked.utf8)) == .token && masked.dropFirst(8) != token.dropFirst(8))
            if token.hasPrefix("ghp_") || token.hasPrefix("npm_") { #expect(isRight(token) == isRight(masked)) }
            #expect(!masked.hasPrefix("sk_live_"))
        }
    }

    @Test func `the check of zip files is that of the standard`() {
        let bytes = Array("123456789".utf8)
        let checksum = CRC32.checksum(bytes.span)
        #expect(checksum == 0xCBF4_3926)
    }

    @Test func `a user agent keeps products and masks versions and other words`() throws {
        var masker = try testMasker()
        let agent = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/120.0.6099.109 AcmeInternal/77"
        let masked = masker.masked(.userAgent, agent)
        #expect(masked.hasPrefix("Mozilla/") && masked.contains("(X11; Linux ") && masked.contains("Chrome/"))
        #expect(!masked.contains("AcmeInternal") && !masked.contains("6099"))
    }

    /// A word of one or two letters becomes one that stays now and then: then all are drawn again, or this would never end.
    @Test func `user agents with short words are masked under every key, and keep the words that stay`() throws {
        let agent =
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_12_1 rv:4.0; ms-MY) AppleWebKit/531.13.1 (KHTML, like Gecko) q/2"
        for number in UInt8(0)..<60 {
            var masker = try testMasker(number)
            let result = masker.masked(.userAgent, agent)
            #expect(result.hasPrefix("Mozilla/") && result.contains("(Macintosh; Intel Mac OS ") && result != agent)
            let longer = masker.masked(.userAgent, agent + " " + agent)
            #expect(longer.utf8.count == agent.utf8.count * 2 + 1 && longer.contains("AppleWebKit/"), "key \(number)")
        }
    }
}
