import ArgumentParser
import Sanitizing

/// Where keys stay in a cluster.
struct SlotOptions: ParsableArguments {
    @Flag(
        name: .long,
        help: "Keep every key in the hash slot of a cluster that it is in; with --slots, in these slots. Slow without.")
    var keepSlots = false

    @Option(
        name: .long,
        help: ArgumentHelp(
            "With --keep-slots: the slots of the snapshot's node, such as 0-5460 or 0-100,5461.", valueName: "ranges"))
    var slots: String?

    func validate() throws {
        guard slots == nil || keepSlots else { throw ValidationError("--slots goes with --keep-slots.") }
        _ = try kept()
    }

    /// What was asked for; nil where keys may go to any slot.
    func kept() throws -> KeptSlots? { keepSlots ? try KeptSlots.option(slots) : nil }
}

extension KeptSlots {
    /// What `--slots` says; without it, each key's own slot.
    static func option(_ text: String?) throws -> KeptSlots {
        guard let text else { return .each }
        guard let slots = KeptSlots(text) else {
            throw ValidationError("--slots takes ranges of slots from 0 to 16383, such as 0-5460,10923.")
        }
        return slots
    }
}
