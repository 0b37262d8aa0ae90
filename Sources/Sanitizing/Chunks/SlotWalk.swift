import Masking
import RedisDump

/// Keeps the masked name of a key in the slots that ``KeptSlots`` allows.
///
/// The slot joins what a masked name has to have in common with the original: a name elsewhere is masked again, so the map is a
/// permutation on the names of each slot. A hash tag alone decides on the slot. It is therefore masked apart from the rest of
/// its name, and walks alone: keys of one tag keep one tag, and walks are remembered.
///
/// Of a shape with few names, few are in one slot, and some name would be its own mask. Such names go where they are masked
/// to without this. They are told by ``Masking/Masker/formBits(_:_:_:)``, which masking keeps, so they meet no others.
struct SlotWalk {
    typealias Part = (range: Range<Int>, kind: Kind)

    /// How many names of a shape the slots of a key have to hold: its name is masked to any of them, itself among them.
    private static let leastNames = 64.0
    /// More than a walk to one slot of 16384 ever needs.
    private static let longestWalk = 1 << 20
    private static let mostTags = 1 << 16

    private struct Tag: Hashable {
        var bytes: [UInt8]
        /// Kinds and places of its parts.
        var parts: [Int]
    }

    private let kept: KeptSlots
    /// Parts of the bytes that decide on the slot, and the others.
    private var inside: [Part] = []
    private var outside: [Part] = []
    private var hashed = 0..<0
    private var slot = 0
    private var isTagged = false
    /// Whether the name is one that stays.
    private var keeps = false
    private var tags: [Tag: [UInt8]] = [:]

    init(_ kept: KeptSlots) { self.kept = kept }

    /// Looks at a name before it is masked.
    mutating func begin(_ name: borrowing MutableSpan<UInt8>, _ parts: [Part], _ masker: inout Masker) {
        hashed = HashSlot.hashed(name.span)
        isTagged = hashed.count < name.count
        slot = HashSlot.ofBytes(name.span.extracting(hashed))
        inside.removeAll(keepingCapacity: true)
        outside.removeAll(keepingCapacity: true)
        var bits = 0.0
        for part in parts {
            let common = part.range.clamped(to: hashed)
            if !common.isEmpty {
                inside.append((common, part.kind))
                bits += masker.formBits(part.kind, name, common)
            }
            for rest in [
                part.range.clamped(to: 0..<hashed.lowerBound), part.range.clamped(to: hashed.upperBound..<name.count),
            ] where !rest.isEmpty { outside.append((rest, part.kind)) }
        }
        // The same for names of all slots, or those of one shape would not be masked alike.
        let least = Self.leastNames * Double(HashSlot.count) / Double(kept.leastCount)
        keeps = Double(sign: .plus, exponent: Int(min(bits, 60)), significand: 1) >= least
    }

    /// Masks a name once; a tag that has to stay in its slots, until it is in them. False when it never is.
    mutating func mask(_ name: inout MutableSpan<UInt8>, _ masker: inout Masker) -> Bool {
        for part in outside { masker.mask(part.kind, &name, part.range) }
        guard isTagged, keeps else {
            for part in inside { masker.mask(part.kind, &name, part.range) }
            return true
        }
        let tag = Tag(
            bytes: hashed.map { name[$0] },
            parts: inside.flatMap { [$0.range.lowerBound - hashed.lowerBound, $0.range.count, Int($0.kind.rawValue)] })
        if let known = tags[tag] {
            for (place, byte) in known.enumerated() { name[hashed.lowerBound + place] = byte }
            return true
        }
        for _ in 0..<Self.longestWalk {
            for part in inside { masker.mask(part.kind, &name, part.range) }
            let masked = name.span.extracting(hashed)
            guard kept.holdTogether(HashSlot.ofBytes(masked), slot), !masked.contains(UInt8(ascii: "}")) else {
                continue
            }
            if tags.count >= Self.mostTags { tags.removeAll(keepingCapacity: true) }
            tags[tag] = hashed.map { name[$0] }
            return true
        }
        return false
    }

    /// Whether a masked name has its hash tag where it was, and is in the slots that it has to be in.
    func accepts(_ name: Span<UInt8>) -> Bool {
        HashSlot.hashed(name) == hashed && (!keeps || isInSlots(name))
    }

    /// Whether a name is in the slots of the original.
    func isInSlots(_ name: Span<UInt8>) -> Bool {
        kept.holdTogether(HashSlot.ofBytes(name.extracting(hashed)), slot)
    }

    /// How often a name may be masked again: more than any class of names needs that has a noticeable share of the names of
    /// its shape.
    static func longestWalk(of walk: SlotWalk?) -> Int { walk == nil ? 100_000 : longestWalk }
}

extension Span<UInt8> {
    fileprivate func contains(_ byte: UInt8) -> Bool { indices.contains { self[$0] == byte } }
}
