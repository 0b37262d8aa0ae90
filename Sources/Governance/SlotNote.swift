import Sanitizing

/// What keeping slots of a cluster means for a run, for its report.
enum SlotNote {
    static func lines(_ kept: KeptSlots?, _ tally: Tally) -> [String] {
        guard let kept else { return [] }
        let place = kept.ranges.map { "in or out of the slots \($0), as they were" } ?? "in their slots"
        var lines = [
            "keys stay \(place): parts of their names are not masked as the same values elsewhere are, and each name tells "
                + "that much of its original"
        ]
        if let left = tally.extras[.keysLeftSlot] {
            lines.append(
                "\(left) keys left their slots, since too few names are of their form; a node of a cluster refuses them"
            )
        }
        return lines
    }
}
