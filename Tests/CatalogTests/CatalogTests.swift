import Catalog
import Foundation
import Testing

@Suite struct CatalogTests {
    @Test func `a new catalog can be opened again, for writing and for reading`() throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: directory) }
        let path = directory.appending(path: "catalog.sqlite").path
        let writer = Catalog.Writer(actor: Actor(name: "alice", host: "example"), purpose: "a test") { 1_000 }
        _ = try Catalog.open(path, writer: writer)
        _ = try Catalog.open(path, writer: writer)
        _ = try Catalog.openReadOnly(path)
    }
}
