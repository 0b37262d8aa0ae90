import BlobServiceStandIn
import Foundation
import Testing

/// What `reconcile` finds in a container.
@Suite struct BlobReconcileTests {
    private struct Report: Decodable {
        struct Item: Decodable {
            var kind: String, path: String, detail: String
        }
        var items: [Item]
        var files: Int
    }

    private func reconcile(_ place: BlobWorkplace, _ location: String = "az://standin/exports") throws -> Report {
        let outcome = try place.run("reconcile", location, "--json")
        try #require([0, 1].contains(outcome.status), "\(outcome.errors)")
        return try JSONDecoder().decode(Report.self, from: Data(outcome.output))
    }

    @Test func `what is registered agrees, and what nobody registered is an orphan`() async throws {
        let place = try await BlobWorkplace()
        try place.export("a.rdb")
        try place.run("catalog", "register", "az://standin/exports/a.rdb")
        #expect(try reconcile(place).items.isEmpty)
        // Premium exports have no suffix; how they begin tells.
        place.service.put(Array("REDIS0009, of another cache".utf8), as: "premium-export", in: "exports")
        place.service.put(Array("no snapshot".utf8), as: "notes.txt", in: "exports")
        let report = try reconcile(place)
        #expect(report.items.map(\.kind) == ["orphan"])
        #expect(report.items.first?.path.hasSuffix("/premium-export") == true)
        #expect(report.files == 2)
    }

    @Test func `a blob that was written over has changed, one that is not there is missing`() async throws {
        let place = try await BlobWorkplace()
        for name in ["a.rdb", "b.rdb"] {
            try place.export(name)
            try place.run("catalog", "register", "az://standin/exports/\(name)")
        }
        place.service.put(Array("REDIS0009 but another".utf8), as: "a.rdb", in: "exports")
        place.service.remove("b.rdb", in: "exports")
        #expect(Set(try reconcile(place).items.map(\.kind)) == ["changed", "missing"])
        // Of names that were not looked at, nothing is told.
        #expect(try reconcile(place, "az://standin/exports/a").items.map(\.kind) == ["changed"])
    }

    @Test func `what was deleted and comes back is undead`() async throws {
        let place = try await BlobWorkplace()
        try place.export("a.rdb")
        try place.run("catalog", "register", "az://standin/exports/a.rdb", "--expires-in", "1h")
        try place.run("sweep", "--now", "\(Int64(Date().timeIntervalSince1970 * 1000) + 7_200_000)")
        #expect(place.service.bytes(of: "a.rdb", in: "exports") == nil)
        try place.export("back.rdb")
        #expect(try reconcile(place).items.map(\.kind) == ["undead"])
    }
}
