import Foundation
import Masking
import Testing

@testable import Rules

/// What `docs/rules.md` says of kinds and codecs.
struct RuleReferenceTests {
    /// The cells of every table's rows, with their code spans.
    private static let rows: [[[String]]] = {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs/rules.md")
        let text = (try? String(contentsOf: file.standardized, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").filter { $0.hasPrefix("| ") }.map { line in
            line.dropFirst().replacing("\\|", with: "\u{1}").split(separator: "|").map { cell in
                let pieces = cell.replacing("\u{1}", with: "|").split(separator: "`", omittingEmptySubsequences: false)
                return pieces.indices.filter { $0 % 2 == 1 }.map { String(pieces[$0]) }
            }
        }
    }()

    @Test(arguments: Kind.allCases.filter { $0 != .keep })
    func `every kind has an example, which masking could have made`(_ kind: Kind) throws {
        let examples = Self.rows.filter { row in
            row.count >= 3 && row[0].contains(kind.name) && row[1].count == 1 && row[2].count == 1
        }
        let row = try #require(
            examples.first, "docs/rules.md has no row for \(kind.name) with a value before and after")
        let (before, after) = (row[1][0], row[2][0])
        #expect(before != after)
        #expect(before.contains("…") || before.utf8.count == after.utf8.count, "\(kind.name)")
    }

    @Test(arguments: Codec.names)
    func `every codec has an example, which a rule can say`(_ codec: String) throws {
        let row = Self.rows.first { $0.count >= 3 && $0[0].contains(codec) && $0[2].first?.contains(" ") == true }
        let treatment = try #require(row?[2].first, "docs/rules.md has no row for \(codec) with an example")
        let rule = "  - { id: a, key: \"k:{n:digits}\", value: \(treatment), because: an example }"
        #expect(complaints(packText(rule)) == [], "\(treatment)")
    }
}
