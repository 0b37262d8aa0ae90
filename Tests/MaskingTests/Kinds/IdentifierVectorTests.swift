import Foundation
import Testing

@testable import Masking

/// Identifiers with synthetic digits, right and wrong ones.
///
/// A script drew random characters in each layout, from a fixed seed, and asked python-stdnum 2.2 whether they are
/// right; 25 right and 25 wrong ones of each kind were kept, but for one that only lacks a county. None was taken from anybody.
struct IdentifierVectorTests {
    struct Vector: Sendable, CustomStringConvertible {
        var kind: Kind
        var isValid: Bool
        var text: String
        var description: String { "\(kind.name) \(text)" }
    }

    static let vectors: [Vector] = {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Fixtures/identifiers.txt")
        let lines = (try? String(contentsOf: file, encoding: .utf8))?.split(separator: "\n") ?? []
        return lines.compactMap { line in
            let words = line.split(separator: " ").map(String.init)
            guard words.count == 3, let kind = Kind(named: words[0]) else { return nil }
            return Vector(kind: kind, isValid: words[1] == "valid", text: words[2])
        }
    }()

    /// Whether we take an identifier for right; nil when it has not the shape of its kind.
    static func isValid(_ kind: Kind, _ bytes: [UInt8]) -> Bool? {
        var copy = bytes
        let span = copy.mutableSpan
        let all = 0..<bytes.count
        switch kind {
        case .card: return CardKind.read(span, all).map { Luhn.isValid($0.span) }
        case .iban: return IBANKind.read(span, all).map { IBANKind.isValid($0) }
        default:
            for form in IdentifierForms.of(kind) ?? [] {
                if let compact = form.read(span, all) { return form.variant(compact) != nil }
            }
            return nil
        }
    }

    @Test func `the file has vectors of every kind with check digits that the oracle knows`() {
        let kinds = Set(Self.vectors.map(\.kind))
        let unknown: Set<Kind> = [.nino, .cpr]
        for form in IdentifierForms.all where !unknown.contains(form.kind) { #expect(kinds.contains(form.kind)) }
        #expect(kinds.contains(.card) && kinds.contains(.iban))
        #expect(Self.vectors.count == 1371)
    }

    @Test func `right ones are taken for right and wrong ones for wrong`() {
        for vector in Self.vectors {
            let isValid = Self.isValid(vector.kind, Array(vector.text.utf8)) ?? false
            #expect(isValid == vector.isValid, "\(vector)")
        }
    }

    @Test func `right ones become right ones and wrong ones wrong ones`() throws {
        var masker = try testMasker()
        for vector in Self.vectors {
            let bytes = Array(vector.text.utf8)
            guard Self.isValid(vector.kind, bytes) != nil else { continue }
            let masked = masker.masked(vector.kind, bytes)
            #expect(Self.isValid(vector.kind, masked) == vector.isValid, "\(vector)")
            #expect(masked != bytes, "\(vector)")
        }
    }
}
