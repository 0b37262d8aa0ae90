import Catalog
import Foundation
@testable import Governance
import Testing

@Suite struct EvidenceWriterTests {
    let known: KnownCatalog
    let key = SigningKey.random()

    init() throws { known = try KnownCatalog() }

    /// The statement of a row, as what is in its file.
    private func statement(_ evidence: Evidence) throws -> [String: Any] {
        let path = EvidenceStore(beside: known.place).path(evidence.sha256)
        let attestation = try Attestation(file: path, trusting: [key.verifyingKey])
        #expect(attestation.isGood, "\(attestation.faults)")
        return try #require(
            try JSONSerialization.jsonObject(with: attestation.envelope.payload) as? [String: Any])
    }

    private func value(_ document: Any?, _ path: Any...) -> Any? {
        path.reduce(document) { at, step in
            if let name = step as? String { return (at as? [String: Any])?[name] }
            guard let index = step as? Int, let items = at as? [Any], items.indices.contains(index) else { return nil }
            return items[index]
        }
    }

    @Test func `provenance names result, original, rules and key by their digests`() throws {
        let evidence = try #require(try known.writer(key).provenance(of: known.sanitized, in: known.catalog))
        #expect(evidence.predicate == "https://slsa.dev/provenance/v1")
        let document = try statement(evidence)
        #expect(value(document, "subject", 0, "name") as? String == "test.rdb")
        #expect(
            value(document, "subject", 0, "digest", "sha256") as? String == KnownCatalog.sanitizedDigest.hexadecimal)
        let definition = value(document, "predicate", "buildDefinition")
        #expect(value(definition, "externalParameters", "source") as? String == "prod/eu/cart")
        #expect(value(definition, "externalParameters", "rulePacks", 0) as? String == "clinic 3")
        #expect(value(definition, "internalParameters", "maskingKey") as? String == "5241139144e85a6f")
        #expect(value(definition, "internalParameters", "maskingKeyIsEphemeral") as? Bool == false)
        let dependencies = "resolvedDependencies"
        #expect(
            value(definition, dependencies, 0, "digest", "sha256") as? String == KnownCatalog.rawDigest.hexadecimal)
        #expect(
            value(definition, dependencies, 1, "digest", "sha256") as? String
                == SHA256.digest(Data(KnownCatalog.packText.utf8)).hexadecimal)
        let details = value(document, "predicate", "runDetails")
        #expect(value(details, "builder", "version", "mannequin") as? String == "0.1.0")
        #expect(value(details, "metadata", "startedOn") as? String == "2026-09-21T14:13:20.000Z")
        #expect(value(details, "metadata", "finishedOn") as? String == "2026-09-21T14:13:20.000Z")
        #expect(value(details, "byproducts", 0, "annotations", "counts", 0, "class") as? String == "phi")
        #expect(value(details, "byproducts", 0, "annotations", "counts", 1, "maskedValues") as? Int == 6)
        #expect(value(details, "byproducts", 1, "annotations", "results", 1, "outcome") as? String == "pass")
    }

    @Test func `a deletion says who, what, how, when, and what the service answered`() throws {
        let evidence = try #require(try known.writer(key).deletion(ofCopy: known.rawBlob, in: known.catalog))
        #expect(evidence.subject == known.blobDeletion)
        let document = try statement(evidence)
        #expect(value(document, "subject", 0, "digest", "sha256") as? String == KnownCatalog.rawDigest.hexadecimal)
        let predicate = value(document, "predicate")
        #expect(value(predicate, "performedBy", "actor") as? String == "cron")
        #expect(value(predicate, "performedBy", "host") as? String == "batch-2")
        #expect(value(predicate, "media", "location") as? String == "wasbs://dumps@store.blob.core.windows.net")
        #expect(value(predicate, "deletion", "method") as? String == "delete with all versions")
        #expect(value(predicate, "deletion", "tool") as? String == "mannequin 0.1.1")
        #expect(value(predicate, "verification", "method") as? String == "the name leads nowhere")
        #expect(value(predicate, "outcome") as? String == "recoverable")
        #expect(value(predicate, "recoverableUntil") as? String == "2026-09-30T14:14:20.000Z")
        #expect(value(predicate, "service", "requestId") as? String == "req-4711")
        #expect(value(predicate, "service", "status") as? Int == 202)
        #expect(value(predicate, "reason", "policy") as? String == "raw-default v1")
        let hash = try #require(value(predicate, "log", "hash") as? String)
        let event = try #require(value(predicate, "log", "event") as? Int)
        #expect(Data(hexadecimal: hash)?.count == 32 && event > 1)
    }

    @Test func `a file that was unlinked is gone for good, and no service answered`() throws {
        let evidence = try #require(try known.writer(key).deletion(ofCopy: known.rawFile, in: known.catalog))
        let predicate = value(try statement(evidence), "predicate")
        #expect(value(predicate, "outcome") as? String == "gone")
        #expect(value(predicate, "recoverableUntil") == nil && value(predicate, "service") == nil)
        #expect(value(predicate, "media", "identity") as? String == "66306:4711")
    }

    @Test func `a second statement about the same thing is not written`() throws {
        let writer = known.writer(key)
        _ = try writer.provenance(of: known.sanitized, in: known.catalog)
        let head = try known.catalog.logHead().seq
        #expect(try writer.provenance(of: known.sanitized, in: known.catalog) == nil)
        #expect(try known.writer(SigningKey.random()).provenance(of: known.sanitized, in: known.catalog) == nil)
        #expect(try known.catalog.logHead().seq == head)
    }

    @Test func `what is missing is written, and then nothing is missing`() throws {
        let writer = known.writer(key)
        _ = try writer.deletion(ofCopy: known.rawFile, in: known.catalog)
        #expect(try writer.writeMissing(in: known.catalog) == 2)
        #expect(try writer.writeMissing(in: known.catalog) == 0)
        #expect(
            try known.catalog.evidence(about: known.raw).map(\.subject) == [known.fileDeletion, known.blobDeletion])
        #expect(try known.catalog.evidence(about: known.sanitized).map(\.predicate) == [EvidenceURI.provenance])
    }

    @Test func `after a crash between file and row the same statement is written again`() throws {
        struct Crash: Error {}
        let writer = known.writer(key)
        #expect(throws: (any Error).self) {
            try known.catalog.write { log in
                _ = try writer.provenance(of: known.sanitized, in: log)
                throw Crash()
            }
        }
        let store = EvidenceStore(beside: known.place)
        let left = known.scratch.files.filter { $0.hasSuffix(".dsse.json") }
        #expect(left.count == 1)
        #expect(try known.catalog.evidence(about: known.sanitized).isEmpty)
        let evidence = try #require(try writer.provenance(of: known.sanitized, in: known.catalog))
        #expect(store.path(evidence.sha256).hasSuffix(left[0]))
        #expect(known.scratch.files.filter { $0.hasSuffix(".dsse.json") } == left)
    }

    @Test func `where the file cannot be written there is no row`() throws {
        try known.scratch.write("in the way", "catalog-evidence")
        #expect(throws: CatalogError.self) {
            try known.writer(key).provenance(of: known.sanitized, in: known.catalog)
        }
        #expect(try known.catalog.evidence(about: known.sanitized).isEmpty)
    }

    @Test func `a copy that is there has no certificate, an unknown one is an error`() throws {
        #expect(try known.writer(key).deletion(ofCopy: known.output, in: known.catalog) == nil)
        #expect(throws: CatalogError.self) { try known.writer(key).deletion(ofCopy: "nonsense", in: known.catalog) }
        #expect(throws: CatalogError.self) { try known.writer(key).provenance(of: known.raw, in: known.catalog) }
    }

    @Test func `a missing and a changed file are told apart from an intact one`() throws {
        let evidence = try #require(try known.writer(key).provenance(of: known.sanitized, in: known.catalog))
        let store = EvidenceStore(beside: known.place)
        #expect(store.state(of: evidence.sha256) == .intact)
        try Data("x".utf8).write(to: URL(filePath: store.path(evidence.sha256)))
        #expect(store.state(of: evidence.sha256) == .changed)
        try FileManager.default.removeItem(atPath: store.path(evidence.sha256))
        #expect(store.state(of: evidence.sha256) == .missing)
    }

    @Test func `no signature of a storage service leaves the catalog`() throws {
        try known.writer(key).writeMissing(in: known.catalog)
        for name in known.scratch.files where name.hasSuffix(".dsse.json") {
            let envelope = try #require(Envelope(try known.scratch.data(name)))
            let text = String(decoding: envelope.payload, as: UTF8.self)
            #expect(!text.contains("s3cr3t") && !text.contains("sig="), "\(name)")
            #expect(text.contains(KnownCatalog.rawDigest.hexadecimal), "the statement is about what it should be")
        }
    }

    @Test(arguments: [("complete", 1), ("aborted", 1), ("failed", 0), (nil, 0)])
    func `the result of a run has a statement once the run is over and has not failed`(
        outcome: String?, count: Int
    ) throws {
        try known.writer(key).writeMissing(in: known.catalog)
        let uid = try known.catalog.write { log in
            let masking = MaskingFacts(
                ruleDigest: "ab", packs: [], keyFingerprint: "5241139144e85a6f", isEphemeral: false)
            let run = try log.startRun("sanitize", pid: 1, tool: "mannequin 0.1.0", masking: masking)
            let facts = SnapshotFacts(
                kind: "sanitized", sha256: KnownCatalog.rawDigest, bytes: 1, keys: 1, rdbVersion: "REDIS0011",
                source: "prod", takenMs: nil)
            let made = try log.register(
                facts, at: nil, policy: try log.policy(named: "sanitized-default"), expiry: .policy, run: run)
            if let outcome {
                try log.record(.runCompleted, run: run.uid, subject: run.uid, detail: "over") { rows in
                    _ = try rows.insert(RunEnd(runId: run.id, endedMs: log.now, outcome: outcome))
                }
            }
            return made.snapshot.uid
        }
        #expect(try known.writer(key).writeMissing(in: known.catalog) == count)
        #expect(try known.catalog.evidence(about: uid).count == count)
        if outcome == "failed" {
            #expect(throws: CatalogError.self) { try known.writer(key).provenance(of: uid, in: known.catalog) }
        }
    }
}
