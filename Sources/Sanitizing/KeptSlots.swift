import RedisDump

/// Which slots of a cluster a masked key may go to.
public struct KeptSlots: Sendable, Equatable {
    /// What was asked for, such as `0-5460,10923`; nil for the slot that a key was in.
    public let ranges: String?
    /// Whether each slot is in the ranges.
    private let isInside: [Bool]

    /// The least number of slots that a key may go to, whatever its slot is.
    let leastCount: Int

    /// Every key stays in the very slot it was in.
    public static let each = KeptSlots(nil, [])

    /// Every key stays within ranges of slots, written as `0-5460,10923`, if it was in them; nil if that is no such text.
    public init?(_ text: String) {
        var isInside = [Bool](repeating: false, count: HashSlot.count)
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
            guard ends.count == 1 || ends.count == 2, let first = ends[0], let last = ends[ends.count - 1],
                first >= 0, first <= last, last < HashSlot.count
            else { return nil }
            for slot in first...last { isInside[slot] = true }
        }
        self.init(text, isInside)
    }

    private init(_ ranges: String?, _ isInside: [Bool]) {
        self.ranges = ranges
        self.isInside = isInside
        let inside = isInside.count { $0 }
        leastCount = ranges == nil ? 1 : [inside, HashSlot.count - inside].filter { $0 > 0 }.min() ?? HashSlot.count
    }

    /// Whether a key of one slot may go to another.
    public func holdTogether(_ slot: Int, _ other: Int) -> Bool {
        ranges == nil ? slot == other : isInside[slot] == isInside[other]
    }
}
