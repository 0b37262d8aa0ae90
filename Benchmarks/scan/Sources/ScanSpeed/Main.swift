import Foundation
import Masking

/// Measures the scanner in one thread, beside a pass that only adds the bytes up, in turns.
///
///     swift run -c release --package-path Benchmarks/scan ScanSpeed [FILE]
///
/// With a file, its bytes are scanned, in pieces that are lines; without one, text that is made for it.
@main
enum ScanSpeed {
    private static let rounds = 5
    private static let goal = 150.0

    static func main() throws {
        if let path = CommandLine.arguments.dropFirst().first {
            let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
            var ends: [Int] = []
            for (index, byte) in bytes.enumerated() where byte == 0x0A { ends.append(index + 1) }
            if ends.last != bytes.count { ends.append(bytes.count) }
            measure(path, bytes, ends)
            return
        }
        let corpus = Corpus(seed: 1, byteCount: 64 << 20)
        measure("values of a cache", corpus.bytes, corpus.ends)
        measure("the same as one text", corpus.bytes, [corpus.bytes.count])
        for part in Corpus.parts(seed: 2, byteCount: 8 << 20) {
            measure(part.name, part.corpus.bytes, part.corpus.ends)
        }
    }

    private static func measure(_ name: String, _ bytes: [UInt8], _ ends: [Int]) {
        let scanner = TokenScanner()
        var findings: [Finding] = []
        var found = 0
        var sum: UInt64 = 0
        var (scanTimes, sumTimes): ([Double], [Double]) = ([], [])
        for _ in 0..<rounds {
            let clock = ContinuousClock()
            scanTimes.append(
                seconds(
                    clock.measure {
                        found = 0
                        var start = 0
                        let text = bytes.span
                        for end in ends {
                            findings.removeAll(keepingCapacity: true)
                            scanner.scan(text.extracting(start..<end), into: &findings)
                            found += findings.count
                            start = end
                        }
                    }))
            sumTimes.append(seconds(clock.measure { for byte in bytes { sum &+= UInt64(byte) } }))
        }
        let size = Double(bytes.count) / 1e6
        let scan = size / median(scanTimes)
        let add = size / median(sumTimes)
        let cells = [
            pad(name, 24), pad("\(Int(scan)) MB/s", 10), pad("goal \(Int(goal))", 9),
            pad(String(format: "%.2f of adding up (%.0f MB/s)", scan / add, add), 34),
            "\(ends.count) values, \(found) found, check \(sum % 97)",
        ]
        print(cells.joined(separator: "  "))
    }

    private static func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    private static func seconds(_ duration: Duration) -> Double {
        Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
    }

    private static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
}
