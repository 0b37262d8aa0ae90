import BlobServiceStandIn
import Foundation
import Glibc
import SeededNumbers
import Testing

/// Runs between blobs that are ended in the middle.
@Suite(.timeLimit(.minutes(40))) struct BlobInterruptionTests {
    @Test func `a run that is interrupted leaves no blob, and says what is staged`() async throws {
        let place = try await BlobWorkplace()
        let name = try place.exportLarge()
        let process = try place.start(["sanitize", name, "--output", "az://standin/imports/large.rdb"])
        try place.waitForBlocks()
        process.send(SIGINT)
        let outcome = MannequinCommand.finish(process, in: place.folder)
        #expect(outcome.status == 128 + SIGINT)
        #expect(outcome.errors.contains("not committed"), "\(outcome.errors)")
        #expect(outcome.errors.contains("staged blocks"))
        #expect(place.service.allContents(of: "large.rdb", in: "imports").isEmpty)
    }

    @Test func `a run that is killed leaves no blob without its record`() async throws {
        let place = try await BlobWorkplace()
        let seed = UInt64.random(in: 1...UInt64.max)
        var generator = SeededGenerator(seed: seed)
        for number in 0..<30 {
            try place.export("raw\(number).rdb")
            let process = try place.start([
                "sanitize", "az://standin/exports/raw\(number).rdb", "--output", "az://standin/imports/\(number).rdb",
                "--quiet",
            ])
            usleep(useconds_t.random(in: 0...400_000, using: &generator))
            process.send(SIGKILL)
            _ = process.wait()
            guard place.service.bytes(of: "\(number).rdb", in: "imports") != nil else { continue }
            let shown = try place.run("catalog", "show", "az://standin/imports/\(number).rdb")
            #expect(shown.status == 0, "blob \(number) has no record, seed \(seed): \(shown.errors)")
        }
    }

    @Test func `memory does not grow with the blob`() async throws {
        let place = try await BlobWorkplace()
        let name = try place.exportLarge()
        let process = try place.start([
            "sanitize", name, "--output", "az://standin/imports/large.rdb", "--jobs", "2", "--no-catalog", "--quiet",
        ])
        var peak = 0
        while place.service.bytes(of: "large.rdb", in: "imports") == nil, process.isAlive {
            peak = max(peak, (try? process.peakResidentByteCount()) ?? 0)
            usleep(20_000)
        }
        let outcome = MannequinCommand.finish(process, in: place.folder)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(peak > 0)
        #expect(peak < 180 << 20, "\(peak >> 20) MiB for a blob of 100 MB")
    }
}

extension BlobWorkplace {
    /// Puts a snapshot of 100 MB there; returns its address.
    func exportLarge() throws -> String {
        service.put(Self.large, as: "large.rdb", in: "exports")
        return "az://standin/exports/large.rdb"
    }

    private static let large = strings(25_000)

    /// Strings of 4 KiB that do not compress, with the checksum left out, which an RDB file may do.
    static func strings(_ count: Int) -> [UInt8] {
        var bytes = Array("REDIS0011".utf8) + [0xFE, 0x00]
        var state: UInt64 = 88_172_645_463_325_252
        for number in 0..<count {
            let key = Array("blob:\(number)".utf8)
            bytes += [0x00, UInt8(key.count)] + key + [0x50, 0x00]
            for _ in 0..<512 {
                state ^= state << 13
                state ^= state >> 7
                state ^= state << 17
                for shift in 0..<8 as Range<UInt64> { bytes.append(UInt8(truncatingIfNeeded: state >> (shift * 8))) }
            }
        }
        return bytes + [0xFF] + [UInt8](repeating: 0, count: 8)
    }

    /// Waits until some of the result is staged.
    func waitForBlocks() throws {
        for _ in 0..<6000 where service.stagedBlocks(in: "imports") == 0 { usleep(10_000) }
    }
}
