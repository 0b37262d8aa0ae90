import Foundation
import Testing

/// Memory is bounded by chunks and workers, not by the snapshot nor by a collection.
@Suite(.timeLimit(.minutes(40)))
struct MemoryTests {
    /// A tenth of it on a desk, everything in CI, or what `MANNEQUIN_TEST_SCALE` says.
    private static let scale: Double = {
        let environment = ProcessInfo.processInfo.environment
        return environment["MANNEQUIN_TEST_SCALE"].flatMap(Double.init) ?? (environment["CI"] == nil ? 0.1 : 1)
    }()

    #if DEBUG
        private static let limit = 128 << 20
    #else
        private static let limit = 64 << 20
    #endif

    @Test func `a hash of five million fields takes no more memory than one of a million`() throws {
        let peaks = try [1_000_000, 5_000_000].map { count in
            try Self.peak(fieldCount: Int(Double(count) * Self.scale))
        }
        #expect(peaks.allSatisfy { $0 <= Self.limit }, "\(peaks) bytes")
        #expect(peaks[1] - peaks[0] < 16 << 20, "\(peaks) bytes")
    }

    /// The most memory that a run over one hash holds.
    private static func peak(fieldCount: Int) throws -> Int {
        let folder = try TemporaryFolder()
        let pipe = Pipe()
        let process = try MannequinCommand.start(
            ["sanitize", "-", "--output", "-", "--quiet", "--jobs", "2"], in: folder, input: .descriptor(pipe.readEnd))
        pipe.closeReadEnd()
        var bytes = Array("REDIS0011") + [4, 1, 0x68, 0x80]
        for shift in [24, 16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: fieldCount >> shift)) }
        for number in 0..<fieldCount {
            // A field of eight characters that are no vocabulary, a value of four bytes.
            bytes.append(8)
            var rest = number
            for _ in 0..<8 {
                bytes.append(0x61 + UInt8(rest % 26))
                rest /= 26
            }
            bytes.append(0xC2)
            for shift in [0, 8, 16, 24] { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
            if bytes.count > 1 << 16 {
                guard pipe.write(bytes) else { break }
                bytes.removeAll(keepingCapacity: true)
            }
        }
        _ = pipe.write(bytes + [0xFF] + [UInt8](repeating: 0, count: 8))
        // All but what lies in the pipe has been taken.
        let peak = try process.peakResidentByteCount()
        pipe.closeWriteEnd()
        let outcome = MannequinCommand.finish(process, in: folder)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let headerAndEnd = 9 + 3 + 5 + 1 + 8
        #expect(outcome.output.count == headerAndEnd + fieldCount * 14)
        return peak
    }
}
