import Foundation
import Machine

/// One figure beside its goal.
struct Figure: Encodable {
    enum Unit: String, Encodable { case ratio, percent, mebibytes, count }

    var name: String
    /// Nil when it was not measured.
    var value: Double?
    var unit: Unit
    /// The most that it may be; nil when it is only for information.
    var goal: Double?
    var note = ""

    /// Nil where there is no goal, or nothing was measured.
    var isMet: Bool? {
        guard let value, let goal else { return nil }
        return value <= goal
    }

    var measured: String { value.map(text) ?? "not measured" }
    var goalText: String { goal.map { "≤ " + text($0) } ?? "" }
    var verdict: String { isMet.map { $0 ? "met" : "MISSED" } ?? "" }

    private func text(_ value: Double) -> String {
        switch unit {
        case .ratio: String(format: "%.2f ×", value)
        case .percent: String(format: "%+.1f %%", value)
        case .mebibytes: String(format: "%.0f MiB", value)
        case .count: String(format: "%.0f", value)
        }
    }
}

extension Figure {
    /// The figures that the project set itself.
    static func all(_ all: Measurements) -> [Figure] {
        speed(all) + memory(all) + size(all) + sameness(all)
    }

    private static func speed(_ all: Measurements) -> [Figure] {
        func ratio(
            _ name: String, _ top: Job, _ bottom: Job, _ property: KeyPath<Samples, Double>, goal: Double?,
            note: String = ""
        ) -> Figure {
            let value = all.samples[top].flatMap { top in
                all.samples[bottom].map { top[keyPath: property] / $0[keyPath: property] }
            }
            return Figure(name: name, value: value, unit: .ratio, goal: goal, note: note)
        }
        return [
            ratio("rule pack, 2 workers: wall / `redis-server` load", .pack, .serverLoad, \.wall, goal: 0.35),
            ratio("rule pack, 1 worker: wall / `redis-server` load", .packOneWorker, .serverLoad, \.wall, goal: nil),
            ratio("rule pack, 2 workers: CPU / `redis-check-rdb`", .pack, .checkRDB, \.cpu, goal: 0.9),
            ratio("rule pack, 2 workers: CPU / `redis-server` load", .pack, .serverLoad, \.cpu, goal: nil),
            ratio("default policy: CPU / `redis-check-rdb`", .defaultPolicy, .checkRDB, \.cpu, goal: 1.8),
            ratio("keep all: CPU / `redis-check-rdb`", .keepAll, .checkRDB, \.cpu, goal: 0.5),
            ratio("SHA-256 of both sides alone: CPU / `redis-check-rdb`", .digests, .checkRDB, \.cpu, goal: nil),
            ratio("`verify` / `sanitize`, rule pack: CPU", .verifyPack, .pack, \.cpu, goal: 1.5),
            ratio("`verify` / `sanitize`, rule pack: wall", .verifyPack, .pack, \.wall, goal: 1.5),
            ratio("`verify` / `sanitize`, default policy: CPU", .verifyDefault, .defaultPolicy, \.cpu, goal: 1.5),
            ratio("`verify` / `sanitize`, default policy: wall", .verifyDefault, .defaultPolicy, \.wall, goal: 1.5),
        ]
    }

    private static func memory(_ all: Measurements) -> [Figure] {
        func peak(_ name: String, _ byteCount: Int?, goal: Double?) -> Figure {
            Figure(
                name: name, value: byteCount.map { Double($0) / 1_048_576 }, unit: .mebibytes, goal: goal,
                note: byteCount == nil ? "left out by --quick" : "")
        }
        return [
            peak("peak RSS, rule pack, 256 MB, 2 workers", all.samples[.pack]?.peak, goal: 64),
            peak("peak RSS, default policy, 256 MB, 2 workers", all.samples[.defaultPolicy]?.peak, goal: 64),
            peak("peak RSS, rule pack, 1 GB, 2 workers", all.large[.pack]?.peakByteCount, goal: 64),
            peak("peak RSS, default policy, 1 GB, 2 workers", all.large[.standard]?.peakByteCount, goal: 64),
            peak("peak RSS, `verify`, 256 MB, 2 workers", all.samples[.verifyPack]?.peak, goal: nil),
        ]
    }

    private static func size(_ all: Measurements) -> [Figure] {
        func growth(_ name: String, _ policy: Policy, goal: Double) -> Figure {
            let value = all.reports[policy].map { Double($0.output.bytes) / Double($0.input.bytes) * 100 - 100 }
            return Figure(name: name, value: value, unit: .percent, goal: goal)
        }
        return [
            growth("size of the result, rule pack", .pack, goal: 3),
            growth("size of the result, default policy", .standard, goal: 10),
            growth("size of the result, keep all", .keepAll, goal: 0),
        ]
    }

    private static func sameness(_ all: Measurements) -> [Figure] {
        func digests(_ name: String, _ policy: Policy) -> Figure {
            Figure(
                name: name, value: all.digestCounts[policy].map(Double.init), unit: .count, goal: 1,
                note:
                    "of \(all.combinationCounts[policy] ?? 0) combinations of 1 to 3 workers and chunks of 64 KiB to 4 MiB"
            )
        }
        return [
            digests("different results, rule pack", .pack),
            digests("different results, default policy", .standard),
            Figure(
                name: "keys that no rule of the pack takes", value: all.reports[.pack].map { Double($0.unmatchedKeys) },
                unit: .count, goal: nil),
            Figure(
                name: "results that `verify` does not find good", value: Double(all.verifiedCount - all.goodCount),
                unit: .count, goal: 0, note: "of \(all.verifiedCount)"),
            Figure(
                name: "digests in reports that `sha256sum` contradicts", value: Double(all.wrongDigestCount),
                unit: .count,
                goal: 0, note: "of 2"),
        ]
    }
}
