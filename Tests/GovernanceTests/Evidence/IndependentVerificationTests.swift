import Catalog
import Foundation
@testable import Governance
import Testing

/// Evidence as a stranger sees it: by a script with other cryptography than ours.
@Suite(.timeLimit(.minutes(40)), .enabled(if: Python.isAvailable, "PyPI cannot be reached"))
struct IndependentVerificationTests {
    let known: KnownCatalog
    let key = SigningKey.random()
    let python: Python

    init() throws {
        known = try KnownCatalog()
        python = try Python()
        try known.writer(key).writeMissing(in: known.catalog)
        try known.scratch.write(key.verifyingKey.pem, "key.pub")
        try known.scratch.write("sanitized", "test.rdb")
    }

    private func verify(_ statement: String, _ files: String...) throws -> Python.Outcome {
        try python.run("verify_attestation.py", [statement, known.scratch.file("key.pub")] + files)
    }

    private func path(_ evidence: Evidence?) throws -> String {
        EvidenceStore(beside: known.place).path(try #require(evidence).sha256)
    }

    @Test func `the script verifies provenance, and that it is about the file`() throws {
        let statement = try path(known.catalog.evidence(about: known.sanitized).first)
        let outcome = try verify(statement, known.scratch.file("test.rdb"))
        #expect(
            outcome.output == "https://slsa.dev/provenance/v1 \(KnownCatalog.sanitizedDigest.hexadecimal)\n"
                && outcome.status == 0)
        #expect(try verify(statement, known.scratch.file("key.pub")).status == 1)
    }

    @Test func `the script verifies deletions`() throws {
        for evidence in try known.catalog.evidence(about: known.raw) {
            let outcome = try verify(path(evidence))
            #expect(outcome.output == "\(EvidenceURI.deletion) \(KnownCatalog.rawDigest.hexadecimal)\n")
        }
    }

    @Test func `neither the script nor we take a statement in which a byte was changed`() throws {
        let original = try #require(
            Envelope(try Data(contentsOf: URL(filePath: path(known.catalog.evidence(about: known.raw).first)))))
        let middle = original.payload.count / 2
        let changes: [(String, (inout Envelope) -> Void)] = [
            ("nothing", { _ in }),
            ("the first byte of the payload", { $0.payload[0] ^= 1 }),
            ("a byte within the payload", { $0.payload[middle] ^= 0x20 }),
            ("a byte at the end of the payload", { $0.payload.append(0x20) }),
            ("the first byte of the signature", { $0.signatures[0].bytes[0] ^= 1 }),
            ("the last byte of the signature", { $0.signatures[0].bytes[63] ^= 0x10 }),
            ("the type", { $0.payloadType = "application/json" }),
            ("the signer", { $0 = Envelope(signing: $0.payload, as: $0.payloadType, with: .random()) }),
        ]
        for (name, change) in changes {
            var envelope = original
            change(&envelope)
            let file = known.scratch.file("changed.json")
            try envelope.bytes().write(to: URL(filePath: file))
            let isGood = try Attestation(file: file, trusting: [key.verifyingKey]).isGood
            let outcome = try verify(file)
            #expect(isGood == (name == "nothing"), "\(name)")
            #expect((outcome.status == 0) == (name == "nothing"), "\(name): \(outcome.output)")
        }
    }

    @Test func `openssl's rendering of a key is the same as ours`() throws {
        try known.scratch.write(
            """
            import sys
            from cryptography.hazmat.primitives import serialization as s
            key = s.load_pem_private_key(open(sys.argv[1], "rb").read(), None)
            sys.stdout.buffer.write(key.private_bytes(s.Encoding.PEM, s.PrivateFormat.PKCS8, s.NoEncryption()))
            sys.stdout.buffer.write(key.public_key().public_bytes(s.Encoding.PEM, s.PublicFormat.SubjectPublicKeyInfo))
            """, "render.py")
        try known.scratch.write(key.pem, "ours.key")
        let outcome = try python.run(known.scratch.file("render.py"), [known.scratch.file("ours.key")])
        #expect(outcome.output == key.pem + key.verifyingKey.pem)
    }
}
