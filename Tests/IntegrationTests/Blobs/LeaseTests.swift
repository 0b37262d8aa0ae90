import BlobServiceStandIn
import Foundation
import Glibc
import Testing

/// The lease on the blob that is read, and the tags of the one that is written.
@Suite(.timeLimit(.minutes(40))) struct LeaseTests {
    private struct Report: Decodable {
        struct Side: Decodable {
            struct Retention: Decodable { var expires: String }
            var snapshotID: String?, retention: Retention?

            enum CodingKeys: String, CodingKey {
                case retention
                case snapshotID = "snapshot_id"
            }
        }
        var output: Side, notes: [String]
    }

    private func report(_ outcome: MannequinCommand.Outcome) throws -> Report {
        try #require(outcome.status == 0, "\(outcome.errors)")
        return try JSONDecoder().decode(Report.self, from: Data(outcome.output))
    }

    @Test func `the blob is leased while it is read, and given back`() async throws {
        let place = try await BlobWorkplace()
        place.exportParts()
        try place.kill(at: .before("PUT block", number: 3))
        let lease = place.service.lease(on: "cart.rdb", in: "exports")
        // The run that takes it up has the same lease.
        let run = try #require(try place.resume().first)
        #expect(lease == run.run)
        #expect(!run.detail.contains("not leased"), "\(run.detail)")
        #expect(place.service.lease(on: "cart.rdb", in: "exports") == nil)
    }

    @Test func `a run that is interrupted gives the lease back`() async throws {
        let place = try await BlobWorkplace()
        let name = try place.exportLarge()
        let process = try place.start(["sanitize", name, "--output", BlobWorkplace.output])
        try place.waitForBlocks()
        #expect(place.service.lease(on: "large.rdb", in: "exports") != nil)
        process.send(SIGINT)
        let outcome = MannequinCommand.finish(process, in: place.folder)
        #expect(place.service.lease(on: "large.rdb", in: "exports") == nil)
        #expect(outcome.errors.contains("`mannequin resume "), "\(outcome.errors)")
    }

    @Test func `where somebody else has the lease, or it may not be taken, the run goes on with a note`() async throws {
        let place = try await BlobWorkplace()
        try place.export("cart.rdb")
        let read = place.service.signature(for: "exports", permissions: "r")
        let unable = try report(
            place.run(
                "sanitize", "\(place.service.endpoint)/exports/cart.rdb?\(read)", "--output",
                "az://standin/imports/a.rdb", "--json"))
        #expect(unable.notes.contains { $0.hasPrefix("not leased: ") && $0.contains("lacks the letter") })
        place.service.protect("cart.rdb", in: "exports") { $0.lease(until: Date().addingTimeInterval(600)) }
        let late = try report(
            place.run(
                "sanitize", BlobWorkplace.input, "--output", "az://standin/imports/b.rdb", "--json", "--no-catalog"))
        #expect(late.notes.contains { $0.hasPrefix("not leased: ") && $0.contains("somebody has a lease") })
        #expect(place.service.lease(on: "cart.rdb", in: "exports") == "somebody's")
    }

    @Test func `a result is tagged with its snapshot and its expiry`() async throws {
        let place = try await BlobWorkplace()
        try place.export("cart.rdb")
        let tagged = try report(
            place.run("sanitize", BlobWorkplace.input, "--output", BlobWorkplace.output, "--expires-in", "7d", "--json")
        )
        let expected = [
            "mannequin-snapshot": tagged.output.snapshotID, "mannequin-expires": tagged.output.retention?.expires,
        ]
        #expect(place.service.tags(of: "cart.rdb", in: "imports") == expected.compactMapValues(\.self))
        #expect(expected.values.allSatisfy { $0 != nil })
    }

    @Test func `without the right to tag, and with --no-tags, there are none`() async throws {
        let place = try await BlobWorkplace()
        try place.export("cart.rdb")
        let write = place.service.signature(for: "imports", permissions: "rcw")
        let unable = try report(
            place.run(
                "sanitize", BlobWorkplace.input, "--output", "\(place.service.endpoint)/imports/a.rdb?\(write)",
                "--json"
            ))
        #expect(unable.notes.contains { $0.hasPrefix("not tagged: ") })
        let asked = try report(
            place.run(
                "sanitize", BlobWorkplace.input, "--output", "az://standin/imports/b.rdb", "--no-tags", "--json"))
        #expect(!asked.notes.contains { $0.contains("not tagged") })
        for name in ["a.rdb", "b.rdb"] {
            #expect(place.service.bytes(of: name, in: "imports") != nil)
            #expect(place.service.tags(of: name, in: "imports") == [:])
        }
    }
}
