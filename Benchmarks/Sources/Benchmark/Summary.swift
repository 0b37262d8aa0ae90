import Foundation
import Machine

/// The result of a run, in three forms.
struct Summary: Encodable {
    struct Times: Encodable {
        var job: Job
        var cpuSeconds: Double
        var wallSeconds: Double
        var fastestWallSeconds: Double
        var peakMebibytes: Double
        var otherCores: Double
        var samples: Samples
    }

    var date: String
    var machine: MachineFacts
    var snapshot: String
    var snapshotByteCount: Int
    var snapshotKeyCount: Int
    var snapshotSHA256: String
    var repetitions: Int
    var figures: [Figure]
    var times: [Times]
    var profiles: [Profile] = []

    init(_ all: Measurements, snapshot: String, repetitions: Int, date: Date) {
        let day = DateFormatter()
        day.dateFormat = "yyyy-MM-dd"
        day.timeZone = TimeZone(identifier: "UTC")
        self.date = day.string(from: date)
        machine = MachineFacts()
        self.snapshot = URL(filePath: snapshot).lastPathComponent
        snapshotByteCount = all.reports[.keepAll]?.input.bytes ?? 0
        snapshotKeyCount = all.reports[.keepAll]?.keys.total ?? 0
        snapshotSHA256 = all.reports[.keepAll]?.input.sha256 ?? ""
        self.repetitions = repetitions
        figures = Figure.all(all)
        times = Job.allCases.compactMap { job in
            all.samples[job].map {
                Times(
                    job: job, cpuSeconds: $0.cpu, wallSeconds: $0.wall, fastestWallSeconds: $0.wallSeconds.min() ?? 0,
                    peakMebibytes: Double($0.peak) / 1_048_576, otherCores: $0.other, samples: $0)
            }
        }
    }

    /// One JSON document.
    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    /// The tables of `docs/performance.md`, or the same for a terminal.
    func tables(isMarkdown: Bool) -> String {
        let missed = figures.count { $0.isMet == false }
        let met = figures.count { $0.isMet == true }
        var parts = [
            """
            \(date), \(machine.processor), \(machine.coreCount) cores; \(snapshot): \(snapshotByteCount) bytes, \
            \(snapshotKeyCount) keys; medians of \(repetitions); \(met) goals met, \(missed) missed.
            """,
            Table(
                heads: ["figure", "measured", "goal", ""], isLeft: [true, false, false, true],
                rows: figures.map {
                    [$0.name, $0.measured, $0.goalText, $0.verdict + ($0.note.isEmpty ? "" : " (\($0.note))")]
                }
            ).text(isMarkdown: isMarkdown),
            Table(
                heads: ["run", "CPU s", "wall s", "fastest", "peak MiB", "MB per CPU s", "others' cores"],
                isLeft: [true, false, false, false, false, false, false],
                rows: times.map(row)
            ).text(isMarkdown: isMarkdown),
        ]
        parts += profiles.map { $0.table.text(isMarkdown: isMarkdown) }
        let busy = times.map(\.otherCores).max() ?? 0
        if busy > 0.15 {
            parts.insert(
                "Other processes used up to \(format(busy, 2)) cores meanwhile: the wall figures are too high.", at: 1)
        }
        let text = parts.joined(separator: "\n\n")
        return isMarkdown ? text : text.replacing("`", with: "")
    }

    private func row(_ times: Times) -> [String] {
        [
            times.job.title, format(times.cpuSeconds, 2), format(times.wallSeconds, 2),
            format(times.fastestWallSeconds, 2), format(times.peakMebibytes, 0),
            format(Double(snapshotByteCount) / 1e6 / times.cpuSeconds, 0), format(times.otherCores, 2),
        ]
    }

    private func format(_ value: Double, _ digits: Int) -> String { String(format: "%.\(digits)f", value) }
}

/// Rows of texts.
struct Table {
    var heads: [String]
    /// Which columns begin at the left.
    var isLeft: [Bool]
    var rows: [[String]]

    func text(isMarkdown: Bool) -> String {
        if isMarkdown {
            let line = isLeft.map { $0 ? "---" : "---:" }
            return ([heads, line] + rows).map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
        }
        let all = [heads] + rows
        let widths = heads.indices.map { column in all.map { visible($0[column]).count }.max() ?? 0 }
        return all.map { row in
            row.indices.map { column in
                let text = visible(row[column])
                let blanks = String(repeating: " ", count: widths[column] - text.count)
                return isLeft[column] ? text + blanks : blanks + text
            }.joined(separator: "  ")
        }.joined(separator: "\n")
    }

    private func visible(_ text: String) -> String { text.replacing("`", with: "") }
}
