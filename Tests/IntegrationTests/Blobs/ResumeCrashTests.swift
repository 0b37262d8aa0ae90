import BlobServiceStandIn
import Foundation
import Glibc
import SeededNumbers
import Testing

/// Runs between blobs that are killed at any moment, and taken up: never a committed blob without its record, never a
/// living record without its blob.
@Suite(.timeLimit(.minutes(40))) struct ResumeCrashTests {
    /// How often a run is killed. The moments come from the seed: half of them are moments of the clock, half are those
    /// right before or after some request is carried out.
    private static let kills = 50

    @Test func `after a kill at any of 50 moments, resume puts everything right`() async throws {
        let place = try await BlobWorkplace()
        // Small, in four parts: what counts is how often it is killed.
        place.service.put(BlobWorkplace.strings(60), as: "cart.rdb", in: "exports")
        let expected = try place.localResult(of: "cart.rdb")
        let seed = UInt64.random(in: 1...UInt64.max)
        var generator = SeededGenerator(seed: seed)
        var longest = 400.0
        var killed = 0, finished = 0
        for number in 0..<Self.kills {
            let output = "az://standin/imports/\(number).rdb"
            let byRequest = number.isMultiple(of: 2)
            if byRequest {
                let request = Int.random(in: 1...14, using: &generator)
                place.service.fallSilent(
                    Bool.random(using: &generator) ? .before("*", number: request) : .after("*", number: request))
            }
            let process = try place.start([
                "sanitize", BlobWorkplace.input, "--output", output, "--key-file", place.key, "--part-size", "65536",
                "--quiet",
            ])
            let started = ContinuousClock.now
            if byRequest {
                while !place.service.isSilent, process.isAlive { usleep(1000) }
            } else {
                usleep(useconds_t(Double.random(in: 0...longest, using: &generator) * 1000))
            }
            process.send(SIGKILL)
            if process.wait().signal != nil {
                killed += 1
            } else if !byRequest {
                // The moments should lie within a run's life, whatever the machine.
                longest = max(50, min(longest, Double((ContinuousClock.now - started).components.attoseconds) / 1e15))
            }
            place.service.speak()
            let resumed = try place.run("resume", "--json")
            #expect(resumed.status == 0, "kill \(number), seed \(seed): \(resumed.errors)")
            if resumed.output.count > 40 { finished += 1 }
            #expect(try place.faults(walkingLog: false) == [], "kill \(number), seed \(seed)")
            #expect(place.journals.filter { $0.hasSuffix(".json") } == [], "kill \(number), seed \(seed)")
            if let bytes = place.service.bytes(of: "\(number).rdb", in: "imports") {
                #expect(bytes == expected, "kill \(number), seed \(seed)")
            } else {
                #expect(resumed.output.count <= 40, "kill \(number), seed \(seed): it was resumed, and is not there")
            }
        }
        #expect(killed > Self.kills / 3, "only \(killed) runs were killed in time")
        #expect(finished > Self.kills / 5, "only \(finished) runs were taken up")
        #expect(try place.run("sweep", "--quiet").status == 0)
        #expect(try place.faults() == [], "seed \(seed)")
        #expect(try place.unsigned() == [], "seed \(seed)")
        #expect(try place.ends().allSatisfy { ["complete", "aborted"].contains($0) }, "seed \(seed)")
    }
}
