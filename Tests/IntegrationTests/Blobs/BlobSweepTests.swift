import BlobServiceStandIn
import Catalog
import Foundation
import Testing

/// What a sweep makes of copies that are blobs, on accounts that keep things.
@Suite struct BlobSweepTests {
    /// What a sweep says of the raw snapshot, which is due.
    private func sweep(_ place: BlobWorkplace, days: Int64 = 0) throws -> (
        outcome: String, detail: String, until: String?
    ) {
        let later = "\(Int64(Date().timeIntervalSince1970 * 1000) + 7_200_000 + days * 86_400_000)"
        let output = try place.run("sweep", "--now", later, "--json").output
        let report = try JSONDecoder().decode(Report.self, from: Data(output))
        let item = try #require(report.items.first)
        return (item.outcome, item.detail, item.until)
    }

    private struct Report: Decodable {
        struct Item: Decodable {
            var outcome: String, detail: String, until: String?
        }
        var items: [Item]
    }

    /// An account whose raw snapshot expires in an hour.
    private func place(isPageBlob: Bool = false, _ change: (inout ServiceSettings) -> Void = { _ in }) async throws
        -> BlobWorkplace
    {
        let place = try await BlobWorkplace(change)
        try place.export("cart.rdb", isPageBlob: isPageBlob)
        let outcome = try place.run("catalog", "register", "az://standin/exports/cart.rdb", "--expires-in", "1h")
        try #require(outcome.status == 0, "\(outcome.errors)")
        return place
    }

    /// The certificate of the raw snapshot after a sweep, which proves nothing.
    private static func certificate(_ place: BlobWorkplace) throws -> String {
        let later = "\(Int64(Date().timeIntervalSince1970 * 1000) + 7_300_000)"
        let outcome = try place.run("catalog", "certificate", "az://standin/exports/cart.rdb", "--now", later)
        let text = String(decoding: outcome.output, as: UTF8.self)
        #expect(text.contains("NOT PROVED"), "\(text)")
        return text
    }

    @Test func `a blob is gone when a listing shows nothing, and the request is named`() async throws {
        let place = try await place()
        let (outcome, detail, _) = try sweep(place)
        #expect(outcome == "gone")
        #expect(detail.contains("request "))
        #expect(place.service.allContents(of: "cart.rdb", in: "exports").isEmpty)
    }

    @Test func `soft delete makes it recoverable, and a page blob's pages are zeros by then`() async throws {
        let place = try await place(isPageBlob: true) { $0.softDeleteDays = 7 }
        let (outcome, detail, until) = try sweep(place)
        #expect(outcome == "recoverable")
        #expect(until != nil)
        #expect(detail.contains("pages cleared"))
        let left = place.service.allContents(of: "cart.rdb", in: "exports")
        #expect(left.count == 1 && left.allSatisfy { $0.allSatisfy { $0 == 0 } })
        let certificate = try place.run("catalog", "certificate", "az://standin/exports/cart.rdb")
        #expect(
            String(decoding: certificate.output, as: UTF8.self).contains("bring it back until"), "\(certificate.errors)"
        )
    }

    @Test func `when the service's time is over, a sweep looks again, and only then it is proved`() async throws {
        let place = try await place { $0.softDeleteDays = 7 }
        #expect(try sweep(place).outcome == "recoverable")
        func certificate(days: Int64) throws -> String {
            let now = "\(Int64(Date().timeIntervalSince1970 * 1000) + days * 86_400_000)"
            let outcome = try place.run("catalog", "certificate", "az://standin/exports/cart.rdb", "--now", now)
            return String(decoding: outcome.output, as: UTF8.self)
        }
        #expect(try certificate(days: 9).contains("UNCHECKED"))
        // The service is late: its clock says that the time is not over.
        let early = try sweep(place, days: 9)
        #expect(early.outcome == "lingering", "\(early.detail)")
        place.service.update { $0.daysAhead = 9 }
        let late = try sweep(place, days: 9)
        #expect(late.outcome == "expunged" && late.detail.contains("request "), "\(late.detail)")
        let text = try certificate(days: 10)
        #expect(
            text.contains("PROVED: raw") && !text.contains("NOT PROVED") && text.contains("looked for again after that")
        )
        #expect(
            try place.run("sweep", "--now", "\(Int64(Date().timeIntervalSince1970 * 1000) + 864_000_000)").status == 0)
        #expect(place.folder.text(".stdout").contains("Nothing was due"))
    }

    @Test func `versions go with it`() async throws {
        let place = try await place { $0.keepsVersions = true }
        let (outcome, detail, _) = try sweep(place)
        #expect(outcome == "gone", "\(detail)")
        #expect(place.service.allContents(of: "cart.rdb", in: "exports").isEmpty)
        let later = "\(Int64(Date().timeIntervalSince1970 * 1000) + 7_300_000)"
        let certificate = try place.run("catalog", "certificate", "az://standin/exports/cart.rdb", "--now", later)
        #expect(String(decoding: certificate.output, as: UTF8.self).contains("shows nothing of it"))
    }

    @Test func `soft-deleted versions are purged where the account allows it`() async throws {
        let place = try await place {
            $0.keepsVersions = true
            $0.softDeleteDays = 7
            $0.allowsPermanentDelete = true
        }
        let (outcome, detail, _) = try sweep(place)
        #expect(outcome == "gone", "\(detail)")
        #expect(place.service.allContents(of: "cart.rdb", in: "exports").isEmpty)
    }

    @Test func `a legal hold, immutability and a lease each block it, in words`() async throws {
        let held = try await place()
        held.service.protect("cart.rdb", in: "exports") { $0.hold() }
        let (outcome, detail, until) = try sweep(held)
        #expect(outcome == "blocked" && detail.contains("legal hold") && until == nil, "\(detail)")
        #expect(try Self.certificate(held).contains("it could not be deleted: a legal hold"))

        let immutable = try await place()
        let moment = Date().addingTimeInterval(30 * 86_400)
        immutable.service.protect("cart.rdb", in: "exports") { $0.makeImmutable(until: moment) }
        let second = try sweep(immutable)
        #expect(second.outcome == "blocked" && second.detail.contains("immutability policy"), "\(second.detail)")
        #expect(second.until != nil)
        #expect(
            try Self.certificate(immutable).contains("it could not be deleted: an immutability policy forbids it until")
        )

        let leased = try await place()
        leased.service.protect("cart.rdb", in: "exports") { $0.lease(until: moment) }
        let third = try sweep(leased)
        #expect(third.outcome == "blocked" && third.detail.contains("lease"), "\(third.detail)")
        #expect(try Self.certificate(leased).contains("it could not be deleted: somebody has a lease on it"))
        #expect(leased.service.bytes(of: "cart.rdb", in: "exports") != nil)
    }

    @Test func `a blob that took the name is left alone`() async throws {
        let place = try await place()
        place.service.put([1, 2, 3], as: "cart.rdb", in: "exports")
        let (outcome, _, _) = try sweep(place)
        #expect(outcome == "blocked")
        #expect(place.service.bytes(of: "cart.rdb", in: "exports") == [1, 2, 3])
    }

    @Test func `what is gone already is absent`() async throws {
        let place = try await place()
        place.service.remove("cart.rdb", in: "exports")
        #expect(try sweep(place).outcome == "already-absent")
    }

    @Test func `what a listing leaves out is not taken for absent while the service has it`() async throws {
        let place = try await place()
        place.service.update { $0.unlistedNames = ["cart.rdb"] }
        let (outcome, detail, _) = try sweep(place)
        #expect(outcome == "failed" && detail.contains("a listing does not show it"), "\(detail)")
        #expect(place.service.bytes(of: "cart.rdb", in: "exports") != nil)
        _ = try Self.certificate(place)
        place.service.update { $0.unlistedNames = [] }
        #expect(try sweep(place, days: 1).outcome == "gone")
    }

    @Test func `a service out of reach is tried again`() async throws {
        let place = try await place()
        place.service.update { $0.throttledRequests = 1000 }
        let (outcome, detail, _) = try sweep(place)
        #expect(outcome == "failed")
        #expect(detail.contains("the service is busy"), "\(detail)")
    }

    @Test func `what sanitize wrote is swept by its mark`() async throws {
        let place = try await BlobWorkplace()
        try place.export("cart.rdb")
        let outcome = try place.run(
            "sanitize", BlobWorkplace.sample, "--output", "az://standin/imports/cart.rdb", "--expires-in", "1h",
            "--quiet")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let swept = try sweep(place)
        #expect(swept.outcome == "gone", "\(swept.detail)")
        #expect(place.service.allContents(of: "cart.rdb", in: "imports").isEmpty)
    }
}
