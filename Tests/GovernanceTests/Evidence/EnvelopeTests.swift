import Foundation
@testable import Governance
import Testing

@Suite struct EnvelopeTests {
    let key = SigningKey.random()

    @Test func `what is signed is encoded as the specification's example`() {
        let encoded = Envelope.preAuthenticationEncoding("http://example.com/HelloWorld", Data("hello world".utf8))
        #expect(encoded == Data("DSSEv1 29 http://example.com/HelloWorld 11 hello world".utf8))
    }

    @Test func `an envelope comes back from its bytes, and its key has signed it`() throws {
        let envelope = Envelope(signing: Data([0, 255, 10]), as: "a/b", with: key)
        let read = try #require(Envelope(try envelope.bytes()))
        #expect(read == envelope)
        #expect(read.signers(among: [SigningKey.random().verifyingKey, key.verifyingKey]) == [key.verifyingKey])
        #expect(read.signers(among: [SigningKey.random().verifyingKey]) == [])
        #expect(read.signers(among: []) == [])
    }

    @Test func `no byte of payload, type or signature can be changed`() throws {
        let envelope = Envelope(signing: Data("a payload".utf8), as: "a/b", with: key)
        for index in envelope.payload.indices {
            var changed = envelope
            changed.payload[index] ^= 1
            #expect(changed.signers(among: [key.verifyingKey]) == [], "payload \(index)")
        }
        for index in envelope.signatures[0].bytes.indices {
            var changed = envelope
            changed.signatures[0].bytes[index] ^= 1
            #expect(changed.signers(among: [key.verifyingKey]) == [], "signature \(index)")
        }
        var changed = envelope
        changed.payloadType = "a/c"
        #expect(changed.signers(among: [key.verifyingKey]) == [])
        changed = envelope
        changed.signatures = []
        #expect(changed.signers(among: [key.verifyingKey]) == [])
    }

    @Test func `the name of the key is a hint that nothing depends on`() throws {
        var envelope = Envelope(signing: Data("x".utf8), as: "a/b", with: key)
        envelope.signatures[0].keyID = "another"
        #expect(envelope.signers(among: [key.verifyingKey]) == [key.verifyingKey])
    }

    @Test func `URL-safe base64, missing key names and unknown members are read`() throws {
        let envelope = Envelope(signing: Data([0xFB, 0xEF, 0xFF, 0x3E]), as: "a/b", with: key)
        func urlSafe(_ bytes: Data) -> String {
            bytes.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
        }
        let text = """
            {"extra": [1], "payloadType": "a/b", "payload": "\(urlSafe(envelope.payload))",
             "signatures": [{"sig": "\(urlSafe(envelope.signatures[0].bytes))", "cert": null}]}
            """
        #expect(Envelope(Data(text.utf8))?.signers(among: [key.verifyingKey]) == [key.verifyingKey])
    }

    @Test(arguments: [
        "", "{}", "[]", "null", "{\"payload\": \"\"}",
        "{\"payload\": \"\", \"payloadType\": \"a\", \"signatures\": []}",
        "{\"payload\": \"*\", \"payloadType\": \"a\", \"signatures\": [{\"sig\": \"\"}]}",
        "{\"payload\": \"\", \"payloadType\": \"a\", \"signatures\": [{\"sig\": \"*\"}]}",
        "{\"payload\": \"\", \"payloadType\": \"a\", \"signatures\": [{\"keyid\": \"a\"}]}",
        "{\"payload\": 1, \"payloadType\": \"a\", \"signatures\": [{\"sig\": \"\"}]}",
        String(repeating: "[", count: 100_000),
    ]) func `what is no envelope is refused`(text: String) {
        #expect(Envelope(Data(text.utf8)) == nil)
    }

    @Test func `every truncation of an envelope is refused`() throws {
        let bytes = try Envelope(signing: Data("x".utf8), as: "a/b", with: key).bytes()
        for length in 0..<(bytes.count - 2) { #expect(Envelope(bytes.prefix(length)) == nil, "\(length)") }
    }
}
