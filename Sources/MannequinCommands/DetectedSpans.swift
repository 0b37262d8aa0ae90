import Foundation
import Governance
import Masking

/// What `mannequin detect --spans` reads and writes: JSON lines, for measuring recall and precision.
struct DetectedSpans {
    private struct Sample: Decodable {
        var text: String
        var name: String?
    }

    let minimum: Confidence

    /// Scans every line of a file; returns how much was found.
    func run(_ input: String) throws -> Int {
        var file = try TextFile(input)
        var total = 0
        var lineNumber = 0
        while try file.readPiece({ piece in
            var output: [UInt8] = []
            var start = 0
            for index in 0...piece.count where index == piece.count || piece[index] == 0x0A {
                defer { start = index + 1 }
                guard index > start else { continue }
                lineNumber += 1
                total += try scan(line(piece, start..<index, lineNumber), into: &output)
            }
            try Terminal.stream(output)
        }) {}
        return total
    }

    private func line(_ piece: Span<UInt8>, _ range: Range<Int>, _ number: Int) throws -> Sample {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(range.count)
        for index in range { bytes.append(piece[index]) }
        do {
            return try JSONDecoder().decode(Sample.self, from: Data(bytes))
        } catch {
            throw RunError(.badData, "line \(number): no JSON object with a member \"text\"")
        }
    }

    private func scan(_ sample: Sample, into output: inout [UInt8]) -> Int {
        let text = Array(sample.text.utf8)
        let name = Array((sample.name ?? "").utf8)
        var findings: [Finding] = []
        let scanner = TokenScanner()
        if name.isEmpty {
            scanner.scan(text.span, into: &findings)
        } else {
            scanner.scan(text.span, named: name.span, into: &findings)
        }
        let spans = findings.filter { $0.confidence >= minimum }.map { finding in
            """
            {"start":\(finding.range.lowerBound),"end":\(finding.range.upperBound),"kind":"\(finding.kind.name)",\
            "confidence":"\(finding.confidence.name)"}
            """
        }
        output += Array("{\"spans\":[\(spans.joined(separator: ","))]}\n".utf8)
        return spans.count
    }
}
