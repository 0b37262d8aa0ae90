import Testing

@testable import Masking

struct StructuralVocabularyTests {
    private func isStructural(_ text: String) -> Bool {
        let bytes = Array("<<\(text)>>".utf8)
        return StructuralVocabulary.shared.isStructural(bytes.span, 2..<bytes.count - 2)
    }

    private func contains(_ text: String) -> Bool {
        let bytes = Array("a\(text)z".utf8)
        return StructuralVocabulary.shared.contains(bytes.span, 1..<bytes.count - 1)
    }

    @Test(arguments: [
        "user", "users", "USER", "User", "session", "id", "user_id", "USER_ID", "user-id", "user.id", "user id",
        "userId", "userID", "UserID", "userIDs", "USERId", "userid", "_id", "__v1", "user__id", "user_", "created_at",
        "createdAt", "CreatedAt", "lastAccessedTime", "XMLFormat", "HTTPStatusCode", "email_index", "email_to_id",
        "sha256", "SHA256", "sha256Hash", "oauth2_token", "OAuth", "OAuthToken", "oauth", "GitHub", "IPv4", "ipv4",
        "eTag", "iOS", "address1", "line2", "X-Forwarded-For", "content-type", "django.contrib.sessions.cache",
    ])
    func `names made of words are structure`(name: String) {
        #expect(isStructural(name))
    }

    @Test(arguments: [
        "max_age", "maxAge", "max-age", "MAX_AGE", "maxage", "api_key", "apiKey", "APIKey", "cache_key", "start_date",
        "user_start_date", "address_line1", "unit_price", "post_ids", "api_key_id", "max_age_seconds",
    ])
    func `a pair of the vocabulary is structure though its halves are names`(name: String) {
        #expect(isStructural(name))
    }

    @Test(arguments: [
        "", "_", "-", "...", " ", "__", "alice", "user_alice", "alice_user", "userAlice", "AliceUser", "user_1001",
        "1001", "user1001", "user:id", "user/id", "user@id", "user\u{0}id", "us\u{14}er", "usér", "uſer", "max",
        "age", "max_user_age", "age_max", "ma_xage", "a_pikey", "uSER", "usEr", "key", "api_user_key",
        "averyveryverylongwordindeed", "AVERYVERYVERYLONGWORDIndeed", "user_averyveryverylongwordindeed", "idid",
        "x1", "v", "2fa",
    ])
    func `a name with anything else in it is data`(name: String) {
        #expect(!isStructural(name))
    }

    @Test func `a word is found in either case and only as a whole`() {
        #expect(contains("session"))
        #expect(contains("SESSION"))
        #expect(contains("sEsSiOn"))
        #expect(contains("sha256"))
        #expect(!contains(""))
        #expect(!contains("sessio"))
        #expect(!contains("sessionx"))
        #expect(!contains("user_id"))
        #expect(!contains("sha\u{12}56"))
        #expect(!contains("sessionsessionsession"))
    }

    @Test func `bytes outside the range are not looked at`() {
        let bytes = Array("aliceuserid".utf8)
        let ranges = [5..<9, 9..<11, 4..<9, 5..<5]
        let answers = ranges.map { StructuralVocabulary.shared.isStructural(bytes.span, $0) }
        #expect(answers == [true, true, false, false])
    }

    @Test func `every entry is structure, and stops being so with a letter more`() {
        for entry in StructuralVocabulary.shared.entries {
            #expect(isStructural(entry), "\(entry)")
            #expect(isStructural(entry.uppercased()), "\(entry)")
            #expect(!isStructural(entry + "qq"), "\(entry)")
            #expect(!isStructural("qq" + entry), "\(entry)")
        }
    }
}
