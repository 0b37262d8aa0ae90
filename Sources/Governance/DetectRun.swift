public import Masking

/// One run of `mannequin detect`: scan a text, count what is found and where.
public struct DetectRun: Sendable {
    /// Where a finding stands; lines and columns begin at 1, columns count bytes.
    public struct Place: Sendable {
        /// What it is.
        public var finding: Finding
        /// The line.
        public var line: Int
        /// The byte of the line.
        public var column: Int
    }

    /// The text: a path, or `-`.
    public var input: String
    /// Findings of less are not counted.
    public var minimum: Confidence

    /// A run.
    public init(input: String, minimum: Confidence) {
        self.input = input
        self.minimum = minimum
    }

    /// Runs. `found` gets every finding, `progress` the bytes read, and the total where it is known.
    public func run(
        found: (Place) -> Void = { _ in }, progress: (UInt64, UInt64?) -> Void = { _, _ in }
    ) throws -> DetectReport {
        var file = try TextFile(input)
        let scanner = TokenScanner()
        var report = DetectReport()
        var findings: [Finding] = []
        var line = 1
        while try file.readPiece({ text in
            findings.removeAll(keepingCapacity: true)
            scanner.scan(text, into: &findings)
            var lineStart = 0
            var index = 0
            for finding in findings where finding.confidence >= minimum {
                Self.count(text, from: &index, to: finding.range.lowerBound, line: &line, lineStart: &lineStart)
                report.add(finding)
                found(Place(finding: finding, line: line, column: finding.range.lowerBound - lineStart + 1))
            }
            Self.count(text, from: &index, to: text.count, line: &line, lineStart: &lineStart)
        }) {
            progress(file.byteCount, file.totalByteCount)
        }
        report.byteCount = file.byteCount
        return report
    }

    private static func count(
        _ text: Span<UInt8>, from index: inout Int, to end: Int, line: inout Int, lineStart: inout Int
    ) {
        while index < end {
            if text[index] == 0x0A {
                line += 1
                lineStart = index + 1
            }
            index += 1
        }
    }
}

/// How much of each kind was found, for people and for machines. No value is in it.
public struct DetectReport: Encodable, Sendable {
    /// Findings of one kind.
    public struct Count: Encodable, Sendable {
        /// All of them.
        public var total = 0
        /// By the name of the confidence.
        public var byConfidence: [String: Int] = [:]
        /// By the name of the issuer, for tokens.
        public var byIssuer: [String: Int] = [:]

        enum CodingKeys: String, CodingKey {
            case total
            case byConfidence = "by_confidence"
            case byIssuer = "by_issuer"
        }
    }

    /// Bytes read.
    public var byteCount: UInt64 = 0
    /// By the name of the kind.
    public private(set) var kinds: [String: Count] = [:]

    /// All findings.
    public var total: Int { kinds.values.reduce(0) { $0 + $1.total } }

    mutating func add(_ finding: Finding) {
        kinds[finding.kind.name, default: Count()].total += 1
        kinds[finding.kind.name, default: Count()].byConfidence[finding.confidence.name, default: 0] += 1
        guard let issuer = finding.issuer else { return }
        kinds[finding.kind.name, default: Count()].byIssuer[issuer, default: 0] += 1
    }

    enum CodingKeys: String, CodingKey {
        case byteCount = "bytes"
        case kinds, total
    }

    /// Writes one document.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(byteCount, forKey: .byteCount)
        try container.encode(kinds, forKey: .kinds)
        try container.encode(total, forKey: .total)
    }
}
