import Foundation
import Machine

/// What the command line says.
struct Options {
    enum Format { case text, markdown, json }

    /// The snapshot to measure with; nil for the one that this package makes.
    var snapshot: String?
    /// The program that is measured; nil for the one beside this package, which is built where it is missing.
    var mannequin: String?
    /// Where outputs are written.
    var work: String?
    var repetitions: Int?
    var isQuick = false
    var profiles = false
    /// Where the 1 GB snapshot is written to, when that is all that is wanted.
    var large: String?
    var format = Format.text
    var showsHelp = false

    static let help = """
        Measures Mannequin on a 256 MB snapshot and prints the figures beside their goals.

        USAGE: swift run -c release --package-path Benchmarks Benchmark [OPTION]…

          --snapshot FILE    measure with this snapshot (default: one is made, once, in Benchmarks/data or in
                             $MANNEQUIN_BENCH_DATA, with the redis-server on the PATH)
          --mannequin FILE   measure this program (default: .build/release/mannequin, built where it is missing)
          --repetitions N    rounds; every figure is the median over them (default: 3, with --quick 1)
          --quick            one round, no 1 GB snapshot, fewer combinations of workers and chunk sizes
          --work DIR         where results are written (default: /dev/shm, else $TMPDIR)
          --profile          say where the time goes as well (needs perf)
          --make-large FILE  only write the 1 GB snapshot, for other benchmarks
          --markdown         print the tables of docs/performance.md
          --json             print one JSON document
        """

    init(_ arguments: [String]) throws {
        var rest = arguments[...]
        func value(_ option: String) throws -> String {
            guard let value = rest.popFirst() else { throw MachineError("\(option) needs a value") }
            return value
        }
        while let option = rest.popFirst() {
            switch option {
            case "--snapshot": snapshot = try value(option)
            case "--mannequin": mannequin = try value(option)
            case "--work": work = try value(option)
            case "--repetitions":
                guard let number = Int(try value(option)), number > 0 else {
                    throw MachineError("--repetitions is a number from 1")
                }
                repetitions = number
            case "--quick": isQuick = true
            case "--profile": profiles = true
            case "--make-large": large = try value(option)
            case "--markdown": format = .markdown
            case "--json": format = .json
            case "--help", "-h": showsHelp = true
            default: throw MachineError("\(option): unknown; see --help")
            }
        }
    }
}
