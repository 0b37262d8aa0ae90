import Catalog
import Foundation
@testable import Governance
import Testing

@Suite struct CheckpointTests {
    let key = SigningKey.random()
    let hash = SHA256.digest(Data("an event".utf8))

    private func note(_ seq: Int64 = 4711) -> CheckpointNote {
        CheckpointNote(
            origin: "mannequin.dev/catalog/0123456789abcdef", seq: seq, head: hash, atMs: 1_790_000_000_123, key: key)
    }

    // MARK: The note

    @Test func `the example of the specification is read, and its key has signed it`() throws {
        let content = """
            This is an example message.

            — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=

            """
        let verifierKey = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
        let bytes = try #require(Data(base64Encoded: String(verifierKey.suffix(44))))
        let key = try #require(VerifyingKey(bytes: bytes.dropFirst()))
        let notes = try #require(SignedNote.all(in: Data(content.utf8)))
        #expect(notes.count == 1)
        #expect(notes[0].signer("example.com/foo", among: [key]) == key)
        #expect(notes[0].signer("example.com/bar", among: [key]) == nil)
        #expect(notes[0].content == content)
        #expect(SignedNote.verifierKey("example.com/foo", key) == verifierKey)
        #expect(CheckpointNote.parse(Data(content.utf8)) == nil, "a note about something else is no checkpoint")
    }

    @Test func `a checkpoint says what it vouches for, and what it is not`() throws {
        let lines = String(decoding: note().content, as: UTF8.self).split(separator: "\n")
        #expect(
            lines.prefix(5) == [
                "mannequin.dev/catalog/0123456789abcdef", "head of a hash chain, not the root of a Merkle tree",
                "event 4711", "sha256 \(hash.hexadecimal)", "time 2026-09-21T14:13:20.123Z",
            ])
    }

    @Test func `checkpoints come back from a file that holds several`() throws {
        let (first, second) = (note(1), note(2))
        let notes = try #require(CheckpointNote.parse(first.content + Data("\n".utf8) + second.content))
        #expect(notes == [first, second])
        #expect(notes.map(\.seq) == [1, 2] && notes.map(\.head) == [hash, hash])
        #expect(notes.allSatisfy { $0.verify(trusting: [key.verifyingKey]) == key.verifyingKey })
        #expect(notes[0].verify(trusting: [SigningKey.random().verifyingKey]) == nil)
    }

    @Test func `no byte of a checkpoint can be changed`() throws {
        let content = note().content
        for index in content.indices {
            var changed = content
            changed[index] ^= 1
            let notes = CheckpointNote.parse(changed) ?? []
            #expect(notes.allSatisfy { $0.verify(trusting: [key.verifyingKey]) == nil }, "byte \(index)")
        }
    }

    @Test func `every truncation of a checkpoint is refused`() {
        let content = note().content
        for length in 0..<content.count {
            let notes = CheckpointNote.parse(content.prefix(length)) ?? []
            #expect(notes.allSatisfy { $0.verify(trusting: [key.verifyingKey]) == nil }, "\(length)")
        }
    }

    @Test(arguments: [
        "", "\n", "\n\n", "a\n", "a\n\n", "a\n\nb\n", "a\n\n— \n", "a\n\n— n\n", "a\n\n— n AAAA\n",
        "a\n\n— n+ AAAAAAA=\n",
        "a\n\n— n AAAAAAA= \n", "a\r\n\r\n— n AAAAAAA=\r\n", "\n— n AAAAAAA=\n", "a\n\n— n AAAAAAA=\nb\n",
        "a\n\n— n AAAAAAA=\n\n",
    ]) func `what is no note is refused`(text: String) {
        #expect(SignedNote.all(in: Data(text.utf8)) == nil)
        #expect(SignedNote.all(in: Data([0xFF, 0x0A, 0x0A])) == nil)
    }

    @Test func `a line of another key is ignored, a wrong one of ours is not`() throws {
        var signed = SignedNote(signing: "text\n", as: "a", with: SigningKey.random())
        let ours = SignedNote(signing: "text\n", as: "a", with: key)
        signed.signatures += ours.signatures
        #expect(signed.signer("a", among: [key.verifyingKey]) == key.verifyingKey)
        var wrong = ours.signatures[0]
        wrong.bytes[0] ^= 1
        signed.signatures.append(wrong)
        #expect(signed.signer("a", among: [key.verifyingKey]) == nil)
    }

    // MARK: The run

    private func checkpoint(_ known: KnownCatalog, to place: String) throws -> CheckpointRun.Report {
        try CheckpointRun(
            key: key, destination: try CheckpointDestination(place),
            environment: ProcessInfo.processInfo.environment
        ).run(known.catalog, atMs: KnownCatalog.start + 1)
    }

    @Test func `checkpoints are appended to a file and recorded`() throws {
        let known = try KnownCatalog()
        let path = known.scratch.file("notes")
        let head = try known.catalog.logHead()
        let first = try checkpoint(known, to: path)
        let second = try checkpoint(known, to: path)
        #expect(first.event == head.seq && first.sha256 == head.hash.hexadecimal)
        #expect(second.event == head.seq + 1, "the first checkpoint is an event itself")
        let notes = try CheckpointNote.read(path)
        #expect(notes.map(\.seq) == [first.event, second.event])
        #expect(notes.allSatisfy { $0.verify(trusting: [key.verifyingKey]) != nil })
        #expect(notes[0].origin == CheckpointNote.origin(firstHash: head.firstHash))
        let record = try #require(try known.catalog.logHead().checkpoint)
        #expect(record.statement.seq == second.event && record.statement.writtenTo == path)
        #expect(record.statement.signer == key.fingerprint && record.hashNow == record.statement.head)
    }

    @Test func `checkpoints go into a git repository, a commit each`() throws {
        let known = try KnownCatalog()
        let repository = known.scratch.file("anchors")
        try FileManager.default.createDirectory(atPath: repository, withIntermediateDirectories: true)
        let git = Git(directory: repository, environment: ProcessInfo.processInfo.environment)
        try git.run("init", "--quiet")
        try git.run("config", "user.name", "An Operator")
        try git.run("config", "user.email", "operator@example.org")
        try Data("x".utf8).write(to: URL(filePath: repository + "/other"))
        try git.run("add", "other")
        let first = try checkpoint(known, to: repository)
        let second = try checkpoint(known, to: repository + "/")
        #expect(
            try git.run("log", "--format=%s").split(separator: "\n") == [
                "Checkpoint \(second.origin) at event \(second.event)",
                "Checkpoint \(first.origin) at event \(first.event)",
            ])
        let name = "mannequin-\(first.origin.suffix(16)).checkpoint"
        #expect(try git.run("ls-tree", "--name-only", "HEAD") == name, "what was staged by others is left alone")
        let old = Data((try git.run("show", "HEAD~1:\(name)") + "\n").utf8)
        #expect(CheckpointNote.parse(old)?.first?.verify(trusting: [key.verifyingKey]) == key.verifyingKey)
        #expect(second.writtenTo.hasSuffix(try git.run("rev-parse", "HEAD")))
    }

    @Test func `where the note cannot be put nothing is recorded`() throws {
        let known = try KnownCatalog()
        let head = try known.catalog.logHead().seq
        try known.scratch.write("precious", "precious")
        for place in ["precious", "absent/notes", "catalog.sqlite"] {
            #expect(throws: RunError.self) { try checkpoint(known, to: known.scratch.file(place)) }
        }
        #expect(throws: RunError.self) { try checkpoint(known, to: known.scratch.path) }
        #expect(try known.scratch.data("precious") == Data("precious".utf8))
        #expect(try known.catalog.logHead().seq == head)
    }

    @Test func `a log that does not agree with an earlier checkpoint is not signed`() throws {
        let (one, other) = (try KnownCatalog(), try KnownCatalog())
        let path = one.scratch.file("notes")
        let origin = CheckpointNote.origin(firstHash: try one.catalog.logHead().firstHash)
        let forged = CheckpointNote(origin: origin, seq: 3, head: hash, atMs: 0, key: key)
        try forged.content.write(to: URL(filePath: path))
        let error = #expect(throws: RunError.self) { try checkpoint(one, to: path) }
        #expect(error?.status == .checkFailed)
        // Another catalog may share the file.
        #expect(try checkpoint(other, to: path).event > 0)
        #expect(try CheckpointNote.read(path).count == 2)
    }

    @Test func `the log is verified against checkpoints from outside`() throws {
        let known = try KnownCatalog()
        let path = known.scratch.file("notes")
        _ = try checkpoint(known, to: path)
        _ = try checkpoint(known, to: path)
        let anchors = try CheckpointNote.anchors(in: path, trusting: [key.verifyingKey], of: known.catalog)
        #expect(anchors.count == 2)
        let result = try known.catalog.verify(against: anchors)
        #expect(result.isGood && result.anchors == 2, "\(result.problems)")
        var forged = anchors
        forged[1].head = String(repeating: "0", count: 64)
        #expect(try known.catalog.verify(against: forged).problems.map(\.seq) == [forged[1].seq])
        forged[1].seq = 1_000_000
        #expect(try !known.catalog.verify(against: forged).isGood)
    }

    @Test func `checkpoints that nobody trusted has signed, or of another catalog, are not taken`() throws {
        let (one, other) = (try KnownCatalog(), try KnownCatalog())
        let path = one.scratch.file("notes")
        _ = try checkpoint(one, to: path)
        for (keys, catalog) in [([SigningKey.random().verifyingKey], one.catalog), ([key.verifyingKey], other.catalog)]
        {
            let error = #expect(throws: RunError.self) {
                try CheckpointNote.anchors(in: path, trusting: keys, of: catalog)
            }
            #expect(error?.status == .checkFailed)
        }
        try one.scratch.write("hello\n", "text")
        let error = #expect(throws: RunError.self) {
            try CheckpointNote.anchors(in: one.scratch.file("text"), trusting: [], of: one.catalog)
        }
        #expect(error?.status == .badData)
    }
}
