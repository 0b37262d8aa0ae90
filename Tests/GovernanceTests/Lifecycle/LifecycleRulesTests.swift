import Foundation
import Testing

@testable import Governance

/// Rules of a lifecycle policy: their shape, and that none is ever earlier than an expiry.
@Suite struct LifecycleRulesTests {
    private static let day: Int64 = 86_400_000

    private func copy(_ path: String, _ days: Double, isHeld: Bool = false) -> LifecycleCopy {
        LifecycleCopy(
            path: path, modifiedMs: 1_700_000_000_000,
            expiresMs: 1_700_000_000_000 + Int64(days * Double(Self.day)), isHeld: isHeld)
    }

    /// Folders and days of all rules.
    private func days(_ result: LifecycleRules.Result) -> [String: Int] {
        var days: [String: Int] = [:]
        for rule in result.policy.rules {
            for prefix in rule.definition.filters.prefixMatch {
                days[prefix] = rule.definition.actions.baseBlob["delete"]?.daysAfterModificationGreaterThan
            }
        }
        return days
    }

    @Test func `the policy has the published shape`() throws {
        let policy = try LifecycleRules.of([copy("exports/cart/a.rdb", 7)], days: nil).policy
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let text = String(decoding: try encoder.encode(policy), as: UTF8.self)
        #expect(
            text
                == #"{"rules":[{"definition":{"actions":{"baseBlob":{"delete":{"daysAfterModificationGreaterThan":7}},"#
                + #""snapshot":{"delete":{"daysAfterCreationGreaterThan":7}},"#
                + #""version":{"delete":{"daysAfterCreationGreaterThan":7}}},"#
                + #""filters":{"blobTypes":["blockBlob"],"prefixMatch":["exports/cart/"]}},"#
                + #""enabled":true,"name":"mannequin-exports-1","type":"Lifecycle"}]}"#)
    }

    @Test func `days are the longest expiry, rounded up, and at least one`() throws {
        let copies = [copy("a/x", 6.01), copy("a/y", 2), copy("b/x", 0.1), copy("c/x", -3)]
        #expect(days(try LifecycleRules.of(copies, days: nil)) == ["a/": 7, "b/": 1, "c/": 1])
    }

    @Test func `a folder waits for what lies below it, since a prefix takes that too`() throws {
        let copies = [copy("a/x", 3), copy("a/deep/y", 30), copy("a/deep/er/z", 5)]
        #expect(days(try LifecycleRules.of(copies, days: nil)) == ["a/": 30, "a/deep/": 30, "a/deep/er/": 5])
    }

    @Test func `what is on hold gets no rule, in its folder or above`() throws {
        let result = try LifecycleRules.of([copy("a/x", 3), copy("a/b/y", 3, isHeld: true), copy("c/z", 3)], days: nil)
        #expect(days(result) == ["c/": 3])
        #expect(result.warnings.count == 2)
    }

    @Test func `days that are given are taken, and warned about when they are fewer`() throws {
        let result = try LifecycleRules.of([copy("a/x", 9), copy("b/x", 2)], days: 7)
        #expect(days(result) == ["a/": 7, "b/": 7])
        #expect(result.warnings.count == 1)
    }

    @Test func `a rule has ten prefixes at most, and a policy a hundred rules`() throws {
        let folders = (0..<25).map { copy("a/\($0)/x", 3) }
        let rules = try LifecycleRules.of(folders, days: nil).policy.rules
        #expect(rules.map(\.definition.filters.prefixMatch.count).sorted() == [5, 10, 10])
        #expect(Set(rules.map(\.name)).count == 3)
        // Each folder with days of its own would be a rule of its own.
        let many = (0..<150).map { copy("a/\($0)/x", Double($0 + 1)) }
        let merged = try LifecycleRules.of(many, days: nil)
        #expect(days(merged) == ["a/": 150])
        #expect(throws: RunError.self) { try LifecycleRules.of((0..<101).map { copy("c\($0)/x", 3) }, days: nil) }
    }
}
