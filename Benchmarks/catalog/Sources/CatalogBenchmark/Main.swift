import Catalog
import Foundation
import Governance

/// Measures a catalog of 100,000 snapshots and 1,000,000 events: `CatalogBenchmark MANNEQUIN [DIRECTORY
/// [DIVISOR]]`; a divisor makes a smaller one, to try things out.
///
/// Prints each figure beside its goal, and ends with 1 when one is missed. All times are CPU time, which other programs on
/// the machine disturb least.
@main
struct CatalogBenchmark {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count >= 2 else {
            print("usage: CatalogBenchmark MANNEQUIN [DIRECTORY [DIVISOR]]")
            exit(64)
        }
        let directory = arguments.count > 2 ? arguments[2] : NSTemporaryDirectory() + "mannequin-catalog-benchmark"
        try? FileManager.default.removeItem(atPath: directory)
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }

        let path = directory + "/catalog.sqlite"
        let actor = Actor.current(environment: ProcessInfo.processInfo.environment)
        let clock = Clock(at: CatalogPlace.now() - 32 * 86_400_000)
        let catalog = try Catalog.open(
            path, writer: Catalog.Writer(actor: actor, purpose: "a benchmark", clock: { clock.now }))
        let divisor = arguments.count > 3 ? max(1, Int(arguments[3]) ?? 1) : 1
        var history = History(directory: directory + "/files", catalog: catalog, clock: clock, host: actor.host)
        history.snapshotCount /= divisor
        history.eventCount /= divisor
        history.dueCount /= divisor
        let sample = try history.write()
        try catalog.shrinkLog()
        FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))

        var figures = Figures()
        let reader = try Catalog.openReadOnly(path)
        let now = CatalogPlace.now()
        say(
            "\(history.snapshotCount) snapshots, \(try reader.eventCount()) events, \(megabytes(path)) MB"
        )
        let snapshot = try reader.snapshot(sample)
        figures.add("lineage of one snapshot", try cost { _ = try reader.lineage(of: snapshot) }, goal: 0.005)
        for query in ShippedQuery.all.sorted(by: { $0.name < $1.name }) {
            let given = Dictionary(
                uniqueKeysWithValues: query.parameters.filter { $0.standard == nil }.map {
                    ($0.name, Self.value(of: $0, snapshot))
                })
            var rows = 0
            let seconds = try cost { rows = try reader.answer(query, given, at: now).rows.count }
            figures.add("query \(query.name), \(rows) rows", seconds, goal: 0.5)
        }
        var problems: [String] = []
        figures.add("verify", try cost(tries: 1) { problems = try reader.verify().problems.map(\.message) }, goal: 10)
        if !problems.isEmpty { figures.fail("verify found \(problems.prefix(3))") }
        try sweep(arguments[1], path, history, &figures)
        exit(figures.isMet ? 0 : 1)
    }

    /// Lets the command delete what is due, and compares the size of the catalog with all its files.
    private static func sweep(_ mannequin: String, _ path: String, _ history: History, _ figures: inout Figures) throws
    {
        let before = Self.size(path)
        let process = Process()
        process.executableURL = URL(filePath: mannequin)
        process.arguments = ["sweep", "--catalog", path, "--quiet"]
        let started = Date()
        try process.run()
        process.waitUntilExit()
        let left = try FileManager.default.contentsOfDirectory(atPath: history.directory).count
        if process.terminationStatus != 0 || left != 0 {
            figures.fail("sweep ended with \(process.terminationStatus), \(left) files are left")
        }
        say(
            String(
                format: "sweep of %d files: %.1f s on the clock", history.dueCount, Date().timeIntervalSince(started)))
        figures.add("size after the sweep / before", Double(Self.size(path)) / Double(before), goal: 2)
    }

    private static func value(of parameter: ShippedQuery.Parameter, _ snapshot: Snapshot) -> String {
        switch parameter.name {
        case "snapshot": snapshot.uid
        case "pack": "clinic"
        case "version": "0"
        default: Moments.moment(CatalogPlace.now() - 10 * 86_400_000)
        }
    }

    private static func size(_ path: String) -> Int {
        ["", "-wal"].reduce(0) { sum, ending in
            let attributes = try? FileManager.default.attributesOfItem(atPath: path + ending)
            return sum + (attributes?[.size] as? Int ?? 0)
        }
    }

    private static func megabytes(_ path: String) -> Int { size(path) / 1_000_000 }
}

/// Prints what was measured beside what is to be reached, as it comes.
struct Figures {
    private(set) var isMet = true

    init() { say(row("FIGURE (s of CPU, or a ratio)", "VALUE", "GOAL", "")) }

    mutating func add(_ name: String, _ value: Double, goal: Double) {
        isMet = isMet && value <= goal
        say(row(name, String(format: "%.4f", value), String(format: "%.3f", goal), value <= goal ? "met" : "MISSED"))
    }

    mutating func fail(_ sentence: String) {
        isMet = false
        say("FAILED: \(sentence)")
    }

    private func row(_ name: String, _ value: String, _ goal: String, _ verdict: String) -> String {
        [(name, 36), (value, 10), (goal, 8), (verdict, 0)]
            .map { $0.0.padding(toLength: max($0.1, $0.0.count), withPad: " ", startingAt: 0) }.joined(separator: "  ")
    }
}

/// A line on standard output, at once.
func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }
