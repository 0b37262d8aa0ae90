import Foundation
import Masking
import RedisDump
import Sanitizing
import Testing

/// What frameworks keep in Redis, from servers of every version: without a rule, nothing that the detector knows in the
/// snapshot is in the result, and what applications read can still be read.
struct RealisticLeakTests {
    static let snapshots = SnapshotFixture.all.filter { $0.scenario == "realistic" }

    @Test func `there are snapshots of many versions`() { #expect(Self.snapshots.count >= 15) }

    /// What the detector finds in the names and values of a snapshot, dates and the like apart. Scores are numbers that are
    /// kept, and those of a geo set can look like the number of a card.
    private static func hits(_ view: SnapshotView) -> Set<[UInt8]> {
        let scanner = TokenScanner()
        var findings: [Finding] = []
        var hits = Set<[UInt8]>()
        for text in view.keys.flatMap({ [$0.name] + withoutScores($0) }) {
            findings.removeAll(keepingCapacity: true)
            scanner.scan(text.span, into: &findings)
            for finding in findings where finding.confidence >= .medium && finding.range.count >= 7 {
                hits.insert(Array(text[finding.range]))
            }
        }
        return hits
    }

    private static func withoutScores(_ key: SnapshotView.Key) -> [[UInt8]] {
        key.items.flatMap { item in
            guard !item.packed.isEmpty else { return [item.plain] }
            let isSorted = item.atom.role == .listpackZset || item.atom.role == .ziplistZset
            return item.packed.enumerated().filter { !isSorted || $0.offset % 2 == 0 }.map(\.element.plain)
        }
    }

    @Test(arguments: snapshots)
    func `no value that the detector finds in the snapshot is in the result`(_ snapshot: SnapshotFixture) throws {
        let raw = try snapshot.bytes()
        let sanitized = try InMemory.sanitized(raw, InMemory.options())
        let before = Self.hits(try SnapshotView(raw))
        let after = Self.hits(try SnapshotView(sanitized))
        #expect(before.count >= 40 && after.count >= 20, "\(before.count) and \(after.count)")
        #expect(before.intersection(after).isEmpty)

        var verifier = Verifier()
        verifier.canaries = CanarySet(before.sorted { $0.lexicographicallyPrecedes($1) }.enumerated().map { ($0, $1) })
        let result = try verifier.verify(opening: { (MemorySource(raw), MemorySource(sanitized)) })
        #expect(result.isGood, "\(result.violations)")
        #expect(result.canaries?.inOriginal == before.count)
        #expect(result.canaries?.inResult == 0)
    }

    @Test(arguments: snapshots)
    func `what applications read is still of its format`(_ snapshot: SnapshotFixture) throws {
        let raw = try snapshot.bytes()
        let (before, after) = (
            try SnapshotView(raw), try SnapshotView(try InMemory.sanitized(raw, InMemory.options()))
        )
        var formats: [String: Int] = [:]
        for (old, new) in zip(before.keys, after.keys) where old.type == 0 {
            for (a, b) in zip(old.elements, new.elements) {
                guard let format = Self.format(a) else { continue }
                formats[format, default: 0] += 1
                #expect(Self.format(b) == format, "\(format) of \(a.count) bytes")
            }
        }
        #expect(formats["json", default: 0] >= 10, "\(formats)")
    }

    @Test(
        .enabled(
            if: IndependentParsers.areAvailable, "needs Python with the libraries that scripts/python.sh installs"),
        arguments: snapshots)
    func `what other libraries parse has the same structure afterwards, without any rule`(
        _ snapshot: SnapshotFixture
    ) throws {
        let raw = try snapshot.bytes()
        let sanitized = try InMemory.sanitized(raw, InMemory.options())
        let (before, after) = (try SnapshotView(raw), try SnapshotView(sanitized))
        var pairs: [(before: [UInt8], after: [UInt8])] = []
        for (old, new) in zip(before.keys, after.keys) {
            // Members of sets and sorted sets are put in another order, and nothing is opened among them.
            guard let kind = RecordLayout.row(old.type, in: .redis)?.value?.kind,
                [.string, .list, .hash].contains(kind)
            else { continue }
            for (a, b) in zip(old.elements, new.elements) where !a.isEmpty { pairs.append((a, b)) }
        }
        let outcome = try IndependentParsers().compare(pairs)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let formats = [
            "archive", "base64 of json", "cbor", "form", "java", "json", "jwt", "msgpack", "php", "php session",
            "pickle", "ruby", "xml",
        ]
        for format in formats { #expect(outcome.counts[format, default: 0] > 0, "\(format): \(outcome.counts)") }
    }

    /// What a value is to an application, told by other means than masking has.
    private static func format(_ bytes: [UInt8]) -> String? {
        let isContainer = bytes.first == UInt8(ascii: "{") || bytes.first == UInt8(ascii: "[")
        if isContainer, (try? JSONSerialization.jsonObject(with: Data(bytes))) != nil { return "json" }
        guard bytes.count > 24, let decoded = Data(base64Encoded: Data(bytes)) else { return nil }
        return (try? JSONSerialization.jsonObject(with: decoded)) == nil ? nil : "base64 of json"
    }
}
