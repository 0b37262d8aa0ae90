import Testing

/// `mannequin verify --canaries` and `--baseline`, from outside.
@Suite(.timeLimit(.minutes(40)))
struct LeakCheckTests {
    private static let rules = """
        pack: leaky
        version: 1
        rules:
          - { id: users, key: "user:{id:digits}", keep: true, because: "a mistake that the check has to find" }
        """

    /// A snapshot, its leaky sanitized form, and a file with an address that the snapshot has and one that it has not.
    private static func prepare(_ folder: TemporaryFolder) throws -> (raw: String, sanitized: String, canaries: String)
    {
        let sample = try #require(Snapshot.all.first { $0.name == "sample.rdb" })
        try folder.write(Array(rules.utf8), "leaky.yaml")
        try folder.write(Array("ronaldortiz40@example.com\n\nnobody-has-this-text\n".utf8), "canaries.txt")
        let outcome = try MannequinCommand.run(
            ["sanitize", sample.path, "-o", folder.file("test.rdb"), "--rules", folder.file("leaky.yaml"), "--quiet"],
            in: folder)
        try #require(outcome.status == 0, "\(outcome.errors)")
        return (sample.path, folder.file("test.rdb"), folder.file("canaries.txt"))
    }

    @Test func `a canary fails, with the place of its key and without its text`() throws {
        let folder = try TemporaryFolder()
        let files = try Self.prepare(folder)
        let outcome = try MannequinCommand.run(
            ["verify", files.raw, files.sanitized, "--canaries", files.canaries], in: folder)
        let text = String(decoding: outcome.output, as: UTF8.self)
        #expect(outcome.status == 1)
        #expect(text.contains("Canaries: 2 looked for, 1 in the original, 1 in the result."))
        #expect(text.contains("the canary of line 1 stands in the result"))
        #expect(text.contains("key number"))
        #expect(!(text + outcome.errors).contains("ronald"))
    }

    @Test func `a finding that was reviewed passes, and its text is not in the baseline`() throws {
        let folder = try TemporaryFolder()
        let files = try Self.prepare(folder)
        let baseline = folder.file("accepted.json")
        let check = ["verify", files.raw, files.sanitized, "--canaries", files.canaries]
        #expect(try MannequinCommand.run(check + ["--write-baseline", baseline], in: folder).status == 64)
        let written = try MannequinCommand.run(
            check + ["--write-baseline", baseline, "--because", "a test account", "--accepted-by", "ada"], in: folder)
        #expect(written.status == 0, "\(written.errors)")
        let text = folder.text("accepted.json")
        #expect(text.contains(#""reason" : "a test account""#) && text.contains(#""accepted_by" : "ada""#))
        #expect(!text.contains("ronald"))
        #expect(try MannequinCommand.run(check + ["--baseline", baseline], in: folder).status == 0)
        #expect(try MannequinCommand.run(check, in: folder).status == 1)
        // Another baseline has another salt, and the same finding another fingerprint.
        _ = try MannequinCommand.run(
            check + ["--write-baseline", folder.file("other.json"), "--because", "x", "--accepted-by", "y"], in: folder)
        let fingerprints = [text, folder.text("other.json")].map { file in
            file.split(separator: "\n").filter { $0.contains("fingerprint") }
        }
        #expect(fingerprints[0].count == 1 && fingerprints[0] != fingerprints[1])
    }

    @Test func `a file that is no list of canaries and one that is no baseline are refused`() throws {
        let folder = try TemporaryFolder()
        let files = try Self.prepare(folder)
        try folder.write(Array("long enough\nMia\n".utf8), "short.txt")
        try folder.write(Array("{}".utf8), "empty.json")
        let check = ["verify", files.raw, files.sanitized]
        let short = try MannequinCommand.run(check + ["--canaries", folder.file("short.txt")], in: folder)
        #expect(short.status == 78 && short.errors.contains("short.txt:2") && !short.errors.contains("Mia"))
        #expect(try MannequinCommand.run(check + ["--baseline", folder.file("empty.json")], in: folder).status == 78)
        #expect(try MannequinCommand.run(check + ["--canaries", folder.file("none.txt")], in: folder).status == 66)
    }
}
