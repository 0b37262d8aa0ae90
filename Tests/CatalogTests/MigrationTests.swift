@testable import Catalog
import CatalogSchema
import Foundation
import GRDB
import Testing

/// Catalogs of each version there was, in `Tests/Fixtures/catalog`: `v1.sqlite` has what the first migration makes, and so
/// on. A fixture of the latest version is written by
/// `MANNEQUIN_WRITE_FIXTURE=1 swift test --filter MigrationTests`, once, when that version is released.
@Suite struct MigrationTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures/catalog").path
    private static let versions = Array(1...CatalogSchema.migrations.count)
    /// SHA-256 of each migration. One that was released never changes: whoever has a catalog has its text in it.
    private static let pinned = [
        "m0001_first_catalog": "3294c2c764f14536007ca59c48eacc8b581562061947e15af1f4763c0592f08d",
        "m0002_rows_of_an_event": "7339b65b946df1b4928d385b6ef082c0c30e9453b2a6a617527dc17363a5e290",
        "m0003_service_operations": "b800da97ed01aca4af62292d35b757c9d33347d030dc0f369b831378a9faea97",
    ]
    private let directory = "/tmp/mannequin-catalog-\(UUID().uuidString.prefix(13))"
    private let writer = Catalog.Writer(actor: Actor(name: "alice", host: "h1"), purpose: "a test") {
        History.moment("2026-06-01T00:00:00Z")
    }

    private func copy(of version: Int) throws -> String {
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        let path = "\(directory)/v\(version).sqlite"
        try FileManager.default.copyItem(atPath: "\(Self.folder)/v\(version).sqlite", toPath: path)
        return path
    }

    private func removingDirectory(_ body: () throws -> Void) rethrows {
        defer { try? FileManager.default.removeItem(atPath: directory) }
        try body()
    }

    @Test func `a released migration never changes`() {
        let digests = CatalogSchema.migrations.map { ($0.name, SHA256.digest(Data($0.sql.utf8)).hexadecimal) }
        #expect(Dictionary(uniqueKeysWithValues: digests) == Self.pinned)
    }

    @Test(
        .enabled(
            if: ProcessInfo.processInfo.environment["MANNEQUIN_WRITE_FIXTURE"] != nil, "only to make a new fixture"))
    func `the fixture of this version is written`() throws {
        let story = try Story()
        let path = "\(Self.folder)/v\(CatalogSchema.migrations.count).sqlite"
        try? FileManager.default.removeItem(atPath: path)
        try FileManager.default.createDirectory(atPath: Self.folder, withIntermediateDirectories: true)
        try story.history.catalog().copy(to: path)
        try RawDatabase(path).execute("PRAGMA page_size = 512; VACUUM")
    }

    @Test(arguments: versions) func `a catalog of each version is upgraded, and keeps all it had`(_ version: Int) throws
    {
        try removingDirectory {
            let path = try copy(of: version)
            let before = try RawDatabase(path, readOnly: true).dump()
            let catalog = try Catalog.open(path, writer: writer)
            #expect(try Catalog.openReadOnly(path).verify(isFull: true).problems == [])
            let after = try RawDatabase(path, readOnly: true).dump()
            #expect(Set(before).isSubset(of: Set(after)) || version < CatalogSchema.migrations.count)
            #expect(try catalog.snapshots(at: writer.clock()).count == 13)
            let events = try catalog.events(of: nil, type: "catalog.migrated", since: nil, limit: 10)
            #expect(events.rows.count == CatalogSchema.migrations.count - 1)
            try catalog.write { try $0.record(.accessRead, detail: "it can be written to") }
        }
    }

    @Test func `an older catalog is refused by who only reads, and says what to do`() throws {
        try removingDirectory {
            let path = try copy(of: 1)
            try RawDatabase(path).execute("PRAGMA user_version = 7")
            #expect { try Catalog.openReadOnly(path) } throws: {
                "\($0)".contains("`mannequin catalog init` upgrades it")
            }
            _ = try Catalog.open(path, writer: writer)
            #expect(try Catalog.openReadOnly(path).verify(isFull: true).problems == [])
        }
    }

    @Test func `a newer catalog is refused by everyone, and is left as it is`() throws {
        try removingDirectory {
            let path = try copy(of: 1)
            try RawDatabase(path).execute("INSERT INTO grdb_migrations VALUES ('m9999_of_the_future')")
            let before = try Data(contentsOf: URL(filePath: path))
            for open in [{ _ = try Catalog.openReadOnly(path) }, { _ = try Catalog.open(path, writer: writer) }]
                as [() throws -> Void]
            {
                #expect(performing: open, throws: { ($0 as? CatalogError)?.code == .newer })
            }
            #expect(try Data(contentsOf: URL(filePath: path)) == before)
        }
    }
}
