import Catalog
import Foundation
import Testing

@testable import Governance

/// Pipelines as operators write them down.
@Suite struct PipelineFileTests {
    private static let whole = """
        pipeline: nightly-cart
        read: [az://prodredis/exports/cart/, raw/more.rdb]
        sanitize:
          rules: [auto, hipaa]
          key-file: mannequin.key
          to: az://testredis/imports/cart-{date}/
          verify: true
        keep: {raw: 24h, sanitized: 7d}
        load: {server: "redis://loader@cache.test:6379", flush: true}
        finish: {expire-raw: true, sweep: true}
        """

    @Test func `a pipeline is read, and its paths are relative to it`() throws {
        let pipeline = try Pipeline(Self.whole, file: "/etc/mannequin/nightly.yaml")
        #expect(pipeline.name == "nightly-cart")
        #expect(pipeline.source == .snapshots(["az://prodredis/exports/cart/", "/etc/mannequin/raw/more.rdb"]))
        #expect(pipeline.sanitize.keyFile == "/etc/mannequin/mannequin.key" && pipeline.sanitize.verifies)
        #expect(pipeline.sanitize.rules == ["auto", "hipaa"])
        #expect(pipeline.rawSpan == 86_400_000 && pipeline.sanitizedSpan == 7 * 86_400_000)
        #expect(pipeline.targets == [.load(server: "redis://loader@cache.test:6379", flushes: true, replaces: false)])
        #expect(pipeline.expiresRaw && pipeline.sweeps)
    }

    @Test(arguments: [
        ("hello: 1", "`hello` is no part of a pipeline"), ("- 1", "a pipeline is a mapping"), ("", "nothing in it"),
        ("pipeline: x\nread: a.rdb", "no `sanitize:`"),
        ("pipeline: x\nsanitize: {to: b/}", "`export:`, or `read:`"),
        (
            "pipeline: x\nread: a.rdb\nsanitize: {to: b/, profile: other}",
            "p.yaml:3:29: `profile:` is one of pseudonymize"
        ),
        ("pipeline: x\nread: 'https://a.blob.core.windows.net/c/?sv=1&sig=x'\nsanitize: {to: b/}", "no secret belongs"),
        ("pipeline: x\nread: a.rdb\nsanitize: {to: b/}\nload: {server: 'redis://u:p@h'}", "no secret belongs"),
        ("pipeline: x\nread: a.rdb\nsanitize: {to: b/}\nload: {server: h}", "`server:` is redis://host:port"),
        ("pipeline: x\nread: a.rdb\nsanitize: {to: b/}\nimport: {cache: /subscriptions/1}", "say `replace: true`"),
        ("pipeline: x\nexport: {cache: a, cluster: b, to: az://a/c}\nsanitize: {to: b/}", "name one: `cache:`"),
        ("pipeline: x\nread: a.rdb\nsanitize: {to: b/}\nkeep: {raw: soon}", "`raw:` is a span of time"),
    ]) func `what is wrong is told with its place`(_ text: String, _ message: String) throws {
        let error = #expect(throws: RunError.self) { try Pipeline(text, file: "p.yaml") }
        #expect(error?.status == .badConfiguration)
        #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
        #expect(error?.description.contains("sig=") == false)
    }

    @Test func `the pipeline of the runbook is one`() throws {
        let url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../docs/runbook.md")
        let text = try String(contentsOf: url.standardized, encoding: .utf8)
        let blocks = text.components(separatedBy: "```yaml\n").dropFirst()
            .compactMap { $0.components(separatedBy: "```").first }
        let block = try #require(blocks.first { $0.contains("pipeline:") })
        let pipeline = try Pipeline(block, file: "test-cache.yaml")
        #expect(pipeline.name == "test-cache" && pipeline.targets.count == 1 && pipeline.sweeps)
        let policies = try #require(blocks.first { $0.contains("policies:") })
        #expect(try RetentionPolicies.read(policies, file: "retention.yaml").map(\.name) == ["warm-start"])
    }
}
