import Masking
import RedisDump

extension PairStrings {
    /// Looks for canaries in both strings, in their layers, and in the integers that packed collections store.
    mutating func search(
        _ canaries: CanarySet, _ rawAtom: Atom, _ place: PairPlace, _ key: UInt64, _ findings: inout PairFindings
    ) throws {
        let offset = place.rawOffset + UInt64(rawAtom.start)
        var planted = Set<Int>()
        canaries.find(in: raw.span) { planted.insert($0) }
        layers.visit(raw) { text, _ in canaries.find(in: text) { planted.insert($0) } }
        var found: [Int: [Layer.Form]] = [:]
        canaries.find(in: sanitized.span) { found[$0] = [] }
        layers.visit(sanitized) { text, way in
            canaries.find(in: text) { line in found[line] = found[line] ?? way.map(\.form) }
        }
        var integers: [UInt8] = []
        try PackedIntegers.append(rawAtom.role, raw.span, to: &integers)
        canaries.find(in: integers.span) { planted.insert($0) }
        integers.removeAll()
        do throws(ReadError) {
            try PackedIntegers.append(rawAtom.role, sanitized.span, to: &integers)
        } catch {
            throw SanitizedError(error: error.moved(by: place.offset))
        }
        canaries.find(in: integers.span) { found[$0] = found[$0] ?? [] }
        findings.planted.formUnion(planted)
        for (line, forms) in found where findings.canaries[line] == nil {
            findings.canaries[line] = LeakFinding(
                kind: .canary, key: key, offset: offset, layers: forms, line: line, text: canaries.text(ofLine: line))
        }
    }
}

/// The integers of a packed collection as text, one behind the other.
enum PackedIntegers {
    /// Appends them, each behind a line feed.
    static func append(_ role: Role, _ text: Span<UInt8>, to plain: inout [UInt8]) throws(ReadError) {
        switch role {
        case .intset:
            let set = try Intset(text)
            for index in 0..<set.count { append(set[index, text], &plain) }
        case .ziplistList, .ziplistHash, .ziplistZset: try append(.ziplist, text, &plain)
        case .quicklistPackedNode, .listpackSet, .listpackHash, .listpackHashWithExpiry, .listpackZset, .streamNode:
            try append(.listpack, text, &plain)
        default: break
        }
    }

    private static func append(
        _ format: PackedFormat, _ text: Span<UInt8>, _ plain: inout [UInt8]
    ) throws(ReadError) {
        var walk = try PackedWalk(format, text)
        while let element = try walk.next(text) {
            if element.isInteger { append(element.integer, &plain) }
        }
    }

    private static func append(_ integer: Int64, _ plain: inout [UInt8]) {
        plain.append(0x0A)
        plain.append(contentsOf: String(integer).utf8)
    }
}
