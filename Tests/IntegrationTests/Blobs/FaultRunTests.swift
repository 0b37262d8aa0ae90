import BlobServiceStandIn
import Catalog
import Foundation
import Glibc
import Testing

@testable import Governance

/// A run between blobs while the service and the network fail all the time: the result is that of a local run, memory is
/// bounded, and nothing is done twice that must not be.
///
/// With 32 MB of its own here. `make bench-blobs` runs it on 1 GB, with the optimized program:
/// `MANNEQUIN_FAULT_RUN_SNAPSHOT` names a snapshot, `MANNEQUIN_FAULT_RUN_PROGRAM` the program.
@Suite(.serialized, .timeLimit(.minutes(40))) struct FaultRunTests {
    /// What the program may hold, whatever the size of the blob.
    private static let bound = 180 << 20

    private struct Report: Decodable {
        struct Side: Decodable { var sha256: String, bytes: Int }
        var input: Side, output: Side
    }

    @Test func `with failures, cut connections and throttling the result is that of a local run`() async throws {
        let environment = ProcessInfo.processInfo.environment
        let program = try environment["MANNEQUIN_FAULT_RUN_PROGRAM"] ?? MannequinCommand.path()
        let place = try await BlobWorkplace {
            $0.failingPerMille = 30
            $0.cutPerMille = 10
            $0.throttledPerMille = 10
            $0.retryAfterSeconds = 1
        }
        let raw: [UInt8]
        if let named = environment["MANNEQUIN_FAULT_RUN_SNAPSHOT"] {
            raw = Array(try Data(contentsOf: URL(filePath: named)))
        } else {
            raw = BlobWorkplace.strings(8000)
        }
        place.service.put(raw, as: "cart.rdb", in: "exports")
        func start(_ arguments: String...) throws -> ChildProcess {
            try ChildProcess(
                program, arguments, output: .file(place.folder.file(".stdout")),
                error: .file(place.folder.file(".stderr")), environment: place.environment, seconds: 1500)
        }
        // Small parts and many requests, so that there are faults among them; those of the option's default for 1 GB.
        let partByteCount = raw.count > 256 << 20 ? 8 << 20 : 256 << 10
        let started = ContinuousClock.now
        let process = try start(
            "sanitize", BlobWorkplace.input, "--output", BlobWorkplace.output, "--key-file", place.key, "--jobs", "2",
            "--part-size", "\(partByteCount)", "--json")
        var peak = 0
        while process.isAlive {
            if let now = try? process.peakResidentByteCount(), now < 1 << 50 { peak = max(peak, now) }
            usleep(20_000)
        }
        let outcome = MannequinCommand.finish(process, in: place.folder)
        let elapsed = ContinuousClock.now - started
        try #require(outcome.status == 0, "\(outcome.errors)")
        let trouble = place.service.trouble
        let report = try JSONDecoder().decode(Report.self, from: Data(outcome.output))

        place.service.put([], as: "cart.rdb", in: "exports")
        let input = try place.folder.write(raw, "raw.rdb")
        let localStarted = ContinuousClock.now
        let local = MannequinCommand.finish(
            try start(
                "sanitize", input, "--output", place.folder.file("local.rdb"), "--key-file", place.key, "--no-catalog",
                "--json"), in: place.folder)
        try #require(local.status == 0, "\(local.errors)")
        let localElapsed = ContinuousClock.now - localStarted
        let expected = try JSONDecoder().decode(Report.self, from: Data(local.output))
        #expect(report.output.sha256 == expected.output.sha256)
        let result = Data(place.service.bytes(of: "cart.rdb", in: "imports") ?? [])
        #expect(SHA256.digest(result).hexadecimal == expected.output.sha256)
        #expect(trouble.repeated == [])
        #expect(trouble.failed + trouble.cut + trouble.throttled > 0)
        #expect(peak > 0 && peak < Self.bound, "\(peak >> 20) MiB")
        if environment["MANNEQUIN_FAULT_RUN_SNAPSHOT"] != nil {
            print(
                "fault run: \(raw.count / 1_000_000) MB in \(elapsed) (a local run: \(localElapsed)), peak RSS \(peak >> 20) MiB (bound "
                    + "\(Self.bound >> 20) MiB), \(trouble.requests + trouble.cut) requests, of them \(trouble.failed) "
                    + "failed, \(trouble.throttled) throttled, \(trouble.cut) cut; done twice: \(trouble.repeated.count)"
            )
        }
    }
}
