import Masking
import RedisDump
import Rules

/// Finds the rule for a key and masks its name.
///
/// A name is masked part by part; if the result would fall to another rule, or have its parts elsewhere, it is masked
/// again (cycle walking). The map is so a permutation on the names of each rule, and no two keys can meet.
struct KeyMasker: ~Copyable {
    private let rules: RuleSet
    private var matcher: KeyMatcher
    private var parts: [(range: Range<Int>, kind: Kind)] = []
    /// Whether the last name was masked again because of the rules.
    private(set) var hasWalked = false
    private var original: [UInt8] = []
    /// Bytes of the last name that changed.
    private(set) var maskedCount = 0
    /// Where names have to stay in their slots.
    private var slots: SlotWalk?
    /// Whether the last name left the slots it should have stayed in.
    private(set) var hasLeftSlot = false

    init(_ rules: RuleSet, keeping slots: KeptSlots? = nil) {
        self.rules = rules
        self.slots = slots.map(SlotWalk.init)
        matcher = KeyMatcher(rules)
    }

    /// The number of the rule that takes a key, or ``KeyMatcher/unmatched``.
    mutating func rule(for name: Span<UInt8>, _ facts: KeyFacts, at offset: UInt64) throws -> Int {
        guard !rules.rules.isEmpty else { return KeyMatcher.unmatched }
        let rule = matcher.match(name, facts)
        guard rule != KeyMatcher.undecided else { throw undecided(offset) }
        return rule
    }

    /// Masks a name in place.
    mutating func mask(
        _ name: inout MutableSpan<UInt8>, rule: Int, _ facts: KeyFacts, with masker: inout Masker, at offset: UInt64
    ) throws {
        hasWalked = false
        hasLeftSlot = false
        maskedCount = 0
        try collectParts(rule, name.span, offset)
        if parts.isEmpty { return }
        original.removeAll(keepingCapacity: true)
        for index in name.indices { original.append(name[index]) }
        defer { for index in name.indices where name[index] != original[index] { maskedCount += 1 } }
        slots?.begin(name, parts, &masker)
        defer { if let slots { hasLeftSlot = !slots.isInSlots(name.span) } }
        for _ in 0..<SlotWalk.longestWalk(of: slots) {
            guard maskParts(&name, with: &masker) else { break }
            if let slots, !slots.accepts(name.span) { continue }
            if rules.rules.isEmpty { return }
            let again = matcher.match(name.span, facts)
            guard again != KeyMatcher.undecided else { throw undecided(offset) }
            if again == rule, try hasSameParts(rule, name.span, offset) { return }
            hasWalked = true
        }
        throw SanitizeError(
            .refused, at: offset,
            "a key's masked names all fall to other rules\(slots == nil ? "" : " or slots"); give "
                + (rule >= 0 ? "rule `\(rules.rules[rule].id)`" : "such keys a rule of their own with")
                + " a kind with more values")
    }

    /// False when there is no name to be found.
    private mutating func maskParts(_ name: inout MutableSpan<UInt8>, with masker: inout Masker) -> Bool {
        guard slots == nil else { return slots?.mask(&name, &masker) ?? false }
        for part in parts { masker.mask(part.kind, &name, part.range) }
        return true
    }

    private mutating func collectParts(_ rule: Int, _ name: Span<UInt8>, _ offset: UInt64) throws {
        parts.removeAll(keepingCapacity: true)
        guard !name.isEmpty else { return }
        guard rule >= 0 else {
            parts.append((0..<name.count, .structural))
            return
        }
        let count = matcher.captures(of: rule, in: name)
        guard count != KeyMatcher.undecided else { throw undecided(offset) }
        for index in 0..<count { parts.append(matcher.capture(index)) }
    }

    private mutating func hasSameParts(_ rule: Int, _ name: Span<UInt8>, _ offset: UInt64) throws -> Bool {
        guard rule >= 0 else { return true }
        let count = matcher.captures(of: rule, in: name)
        guard count != KeyMatcher.undecided else { throw undecided(offset) }
        guard count == parts.count else { return false }
        for index in 0..<count where matcher.capture(index).range != parts[index].range { return false }
        return true
    }

    private func undecided(_ offset: UInt64) -> SanitizeError {
        SanitizeError(
            .undecidedRule, at: offset,
            "a rule's regex ran into its match limit on a key, so the key is not passed on; simplify the regex")
    }
}
