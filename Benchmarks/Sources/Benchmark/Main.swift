import Foundation
import Machine
import Workload

@main
enum Benchmark {
    static func main() {
        do {
            let options = try Options(Array(CommandLine.arguments.dropFirst()))
            if options.showsHelp { return print(Options.help) }
            try run(options)
        } catch {
            note("benchmark: \(error)")
            exit(1)
        }
    }

    private static func run(_ options: Options) throws {
        let programs = try Programs(mannequin: options.mannequin)
        let snapshot = try snapshot(options, programs)
        if let large = options.large {
            return try RepeatedSnapshot.write(snapshot, times: RepeatedSnapshot.largeTimes, to: large)
        }
        let repetitions = options.repetitions ?? (options.isQuick ? 1 : 3)
        let workplace = try Workplace(preferred: options.work, byteCount: options.isQuick ? 1 << 30 : 7 << 29)
        let rounds = Rounds(
            programs: programs, workplace: workplace, snapshot: snapshot, repetitions: repetitions,
            isQuick: options.isQuick)
        var summary = Summary(try rounds.run(), snapshot: snapshot, repetitions: repetitions, date: Date())
        if options.profiles { summary.profiles = try profiles(snapshot, programs, workplace) }
        switch options.format {
        case .text: print(summary.tables(isMarkdown: false))
        case .markdown: print(summary.tables(isMarkdown: true))
        case .json: print(try summary.json())
        }
    }

    /// The snapshot that was named, or the one that is made once.
    private static func snapshot(_ options: Options, _ programs: Programs) throws -> String {
        if let named = options.snapshot {
            guard FileManager.default.isReadableFile(atPath: named) else {
                throw MachineError("\(named): no such file")
            }
            return URL(filePath: named).standardizedFileURL.path
        }
        let folder = ProcessInfo.processInfo.environment["MANNEQUIN_BENCH_DATA"] ?? Programs.package + "/data"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let path = URL(filePath: folder).standardizedFileURL.path + "/shop-\(SnapshotMaker.userCount).rdb"
        if !FileManager.default.fileExists(atPath: path) {
            note("making \(path): some 256 MB, once")
            try SnapshotMaker(server: programs.server).make(path)
        }
        return path
    }

    private static func profiles(
        _ snapshot: String, _ programs: Programs, _ workplace: Workplace
    ) throws -> [Profile] {
        let sanitizing = Sanitizing(programs: programs, workplace: workplace)
        var hashPages: Set<Int> = []
        // Keeping all comes first: it shows which pages of libcrypto are SHA-256.
        let runs: [(title: String, policy: Policy)] = [
            ("`sanitize`, keep all", .keepAll), ("`sanitize`, rule pack", .pack),
            ("`sanitize`, default policy", .standard),
        ]
        var profiles = try runs.compactMap { title, policy in
            try Profile.record(
                title,
                ["sanitize", snapshot, "--output", workplace.file("profiled.rdb")]
                    + sanitizing.arguments(policy, workers: 2, chunkByteCount: nil),
                programs, workplace, hashPages: &hashPages, learnsHashPages: policy == .keepAll)
        }
        let verify = try Profile.record(
            "`verify`, default policy", ["verify", snapshot, workplace.file("profiled.rdb"), "--jobs", "2"], programs,
            workplace, hashPages: &hashPages, learnsHashPages: false)
        if let verify { profiles.append(verify) }
        return profiles
    }
}
