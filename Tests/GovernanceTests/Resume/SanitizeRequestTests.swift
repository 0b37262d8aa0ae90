import Catalog
import Foundation
import Masking
import Rules
import Sanitizing
import Testing

@testable import Governance

/// What a journal says of how a run was asked for.
@Suite struct SanitizeRequestTests {
    private func request(_ rules: [RuleSource]) throws -> SanitizeRequest? {
        var options = SanitizeOptions(key: try MaskingKey.random(), rules: .empty)
        options.code = .keep
        options.modules = .keep
        options.identifiers = .keep
        options.takenAt = 17
        options.rebasesExpiriesTo = 18
        options.jobs = 3
        options.chunkByteCount = 4096
        var recording = RecordingOptions(tool: "test", isKeyEphemeral: false)
        recording.policy = "short"
        recording.rawPolicy = "raw-short"
        recording.expiry = .relative(1000)
        recording.rawExpiry = .relative(2000)
        recording.source = "https://a.blob.core.windows.net/b/c?sv=1&sig=pl4nted"
        return SanitizeRequest(rules: rules, keyFile: "mannequin.key", options: options, recording: recording)
    }

    @Test func `it is read as it was written, and paths hold from anywhere`() throws {
        var request = try #require(try request([try RuleSource("auto"), try RuleSource("bullmq:prefix=shop")]))
        request.verifies = true
        request.tags = false
        let text = try JSONEncoder().encode(request)
        #expect(try JSONDecoder().decode(SanitizeRequest.self, from: text) == request)
        #expect(request.keyFile == FileManager.default.currentDirectoryPath + "/mannequin.key")
        #expect(request.rules == ["auto", "bullmq:prefix=shop"])
        #expect(request.source == "https://a.blob.core.windows.net/b/c")
        #expect(!String(decoding: text, as: UTF8.self).contains("pl4nted"))
        let recording = request.recording(tool: "test", isKeyEphemeral: true)
        #expect(recording.expiry == .relative(1000) && recording.rawExpiry == .relative(2000))
        #expect(recording.policy == "short" && recording.rawPolicy == "raw-short")
    }

    @Test func `rules from standard input cannot be read again`() throws {
        #expect(try request([try RuleSource("-")]) == nil)
    }

    @Test func `a rule file with parameters is named with both`() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "rules-\(UUID().uuidString).yaml").path
        try Data("pack: a\nversion: 1\n".utf8).write(to: URL(filePath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let source = try RuleSource("\(path):b=2,a=1")
        #expect(source.absoluteText == "\(path):a=1,b=2")
        #expect(try RuleSource(source.absoluteText ?? "").parameters == ["a": "1", "b": "2"])
    }
}
