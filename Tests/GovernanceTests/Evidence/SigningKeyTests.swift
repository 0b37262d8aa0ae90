import Catalog
import Foundation
import Governance
import Testing

@Suite struct SigningKeyTests {
    /// RFC 8032, section 7.1: seed, public key, message, signature.
    static let vectors = [
        [
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        ],
        [
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        ],
        [
            "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
        ],
    ]

    @Test(arguments: vectors) func `signatures are those of RFC 8032`(vector: [String]) throws {
        let parts = try vector.map { try #require(Data(hexadecimal: $0)) }
        let key = try #require(SigningKey(seed: parts[0]))
        #expect(key.verifyingKey.bytes == parts[1])
        #expect(key.sign(parts[2]) == parts[3])
        #expect(key.verifyingKey.isValid(parts[3], of: parts[2]))
        #expect(!key.verifyingKey.isValid(parts[3], of: parts[2] + [0]))
        #expect(!key.verifyingKey.isValid(parts[3].dropLast(), of: parts[2]))
    }

    @Test func `a key with any other number of bytes is none`() {
        #expect(SigningKey(seed: Data(count: 31)) == nil)
        #expect(VerifyingKey(bytes: Data(count: 33)) == nil)
    }

    @Test func `a key comes back from its file`() throws {
        let scratch = try Scratch()
        let key = try SigningKeyFile.create(scratch.file("a.key"))
        #expect(try scratch.mode("a.key") == 0o600)
        #expect(try SigningKeyFile.read(scratch.file("a.key")).verifyingKey == key.verifyingKey)
        #expect(try VerifyingKey.read(scratch.file("a.pub")) == key.verifyingKey)
        #expect(scratch.files == ["a.key", "a.pub"])
    }

    @Test func `a key that is there is not replaced`() throws {
        let scratch = try Scratch()
        let key = try SigningKeyFile.create(scratch.file("a.key"))
        #expect(throws: RunError.self) { try SigningKeyFile.create(scratch.file("a.key")) }
        #expect(try SigningKeyFile.read(scratch.file("a.key")).verifyingKey == key.verifyingKey)
    }

    @Test func `openssl's own file of RFC 8410 is read`() throws {
        // RFC 8410, section 10.3 and 10.1: the same key in both forms.
        let scratch = try Scratch()
        try scratch.write(
            """
            -----BEGIN PRIVATE KEY-----
            MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
            -----END PRIVATE KEY-----

            """, "rfc.key")
        try scratch.write(
            """
            -----BEGIN PUBLIC KEY-----
            MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=
            -----END PUBLIC KEY-----

            """, "rfc.pub")
        let key = try SigningKeyFile.read(scratch.file("rfc.key"))
        #expect(key.verifyingKey == (try VerifyingKey.read(scratch.file("rfc.pub"))))
        #expect(key.fingerprint.count == 16)
        #expect(SHA256.digest(key.verifyingKey.subjectPublicKeyInfo).hexadecimal.hasPrefix(key.fingerprint))
    }

    @Test(arguments: [0o640, 0o604, 0o660, 0o602]) func `a key that others can read or write is refused`(
        mode: Int
    ) throws {
        let scratch = try Scratch()
        _ = try SigningKeyFile.create(scratch.file("a.key"))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: scratch.file("a.key"))
        let error = #expect(throws: RunError.self) { try SigningKeyFile.read(scratch.file("a.key")) }
        #expect(error?.status == .notAllowed)
    }

    @Test(arguments: [
        "", "hello", "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n",
        "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp\n-----END PRIVATE KEY-----\n",
        "-----BEGIN PRIVATE KEY-----\n****\n-----END PRIVATE KEY-----\n", "-----BEGIN PRIVATE KEY-----\n",
    ]) func `what is no key is refused without being shown`(text: String) throws {
        let scratch = try Scratch()
        try scratch.write(text, "a.key")
        let error = #expect(throws: RunError.self) { try SigningKeyFile.read(scratch.file("a.key")) }
        #expect(error?.status == .badConfiguration)
        #expect(error?.description.contains("MC4CAQ") == false)
        #expect(VerifyingKey(pem: text) == nil)
    }

    @Test func `the catalog's own key is made once, whoever asks at the same time`() async throws {
        let scratch = try Scratch()
        let path = scratch.file("catalog-signing.key")
        let fingerprints = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<16 { group.addTask { try SigningKeyFile.readOrCreate(path).fingerprint } }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(fingerprints.count == 1)
        #expect(scratch.files == ["catalog-signing.key", "catalog-signing.pub"])
        #expect(try VerifyingKey.read(scratch.file("catalog-signing.pub")).fingerprint == fingerprints.first)
    }

    @Test func `a key that is named has to be there, and comes before the catalog's own`() throws {
        let scratch = try Scratch()
        let place = CatalogPlace(path: scratch.file("catalog.sqlite"))
        let error = #expect(throws: RunError.self) {
            try SigningKeyFile.key(given: scratch.file("absent.key"), environment: [:], catalog: place)
        }
        #expect(error?.status == .noInput)
        #expect(scratch.files == [])
        let named = try SigningKeyFile.create(scratch.file("named.key"))
        let byVariable = try SigningKeyFile.key(
            given: nil, environment: [SigningKeyFile.variable: scratch.file("named.key")], catalog: place)
        #expect(byVariable.verifyingKey == named.verifyingKey)
        let own = try SigningKeyFile.key(given: nil, environment: [SigningKeyFile.variable: ""], catalog: place)
        #expect(own.verifyingKey != named.verifyingKey)
        #expect(scratch.files.contains("catalog-signing.key"))
    }
}
