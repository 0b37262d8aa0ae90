@testable import Catalog
import Foundation
import GRDB
import Testing

#if canImport(Glibc)
    import Glibc
#endif

/// Files that are no catalog, or not a whole one: a clear error, and nothing of them is touched.
@Suite struct DamagedFileTests {
    private let history: History
    private let path: String

    init() throws {
        history = try History()
        path = history.directory + "/other.sqlite"
    }

    private var writer: Catalog.Writer {
        Catalog.Writer(actor: Actor(name: "alice", host: "h1"), purpose: "a test") { 0 }
    }

    /// The codes with which opening fails, for reading and for writing.
    private func codes() -> [CatalogError.Code?] {
        var codes: [CatalogError.Code?] = []
        do { _ = try Catalog.openReadOnly(path); codes.append(nil) } catch { codes.append(error.code) }
        do { _ = try Catalog.open(path, writer: writer); codes.append(nil) } catch { codes.append(error.code) }
        return codes
    }

    @Test func `an empty file`() throws {
        try Data().write(to: URL(filePath: path))
        #expect(codes() == [.damaged, .damaged])
        #expect(try Data(contentsOf: URL(filePath: path)).isEmpty)
    }

    @Test(arguments: [1, 16, 100, 511, 512, 4096, 10_000]) func `a file of something else`(_ count: Int) throws {
        let bytes = Data((0..<count).map { UInt8(truncatingIfNeeded: $0 * 7 + 1) })
        try bytes.write(to: URL(filePath: path))
        #expect(codes() == [.damaged, .damaged])
        #expect(try Data(contentsOf: URL(filePath: path)) == bytes)
    }

    @Test(arguments: [
        "CREATE TABLE t (x)",
        "CREATE TABLE grdb_migrations (identifier TEXT); INSERT INTO grdb_migrations VALUES ('v1')",
    ])
    func `somebody else's database is left as it is`(_ sql: String) throws {
        let raw = try RawDatabase(path)
        try raw.execute(sql)
        try raw.queue.close()
        let before = try Data(contentsOf: URL(filePath: path))
        #expect(codes() == [.damaged, .damaged])
        #expect(try Data(contentsOf: URL(filePath: path)) == before)
    }

    @Test func `a directory`() throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        #expect(codes() == [.damaged, .damaged])
    }

    @Test func `no file: none is made by reading, one by writing`() throws {
        #expect(codes() == [.absent, nil])
        #expect(try Catalog.openReadOnly(path).verify(isFull: true).problems.isEmpty)
        #expect(!FileManager.default.fileExists(atPath: path + ".new"))
    }

    @Test func `what a killed maker left does no harm`() throws {
        for ending in [".new", ".new-journal", ".new-wal"] {
            try Data("left".utf8).write(to: URL(filePath: path + ending))
        }
        #expect(codes() == [.absent, nil])
        #expect(try Catalog.openReadOnly(path).verify(isFull: true).problems.isEmpty)
    }

    @Test func `a symbolic link to a catalog is one`() throws {
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: history.path)
        #expect(codes() == [nil, nil])
    }

    @Test(.enabled(if: geteuid() != 0, "root may read everything")) func `a file that may not be read`() throws {
        try FileManager.default.copyItem(atPath: history.path, toPath: path)
        try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
        #expect(codes() == [.notWritable, .notWritable])
    }

    @Test(.enabled(if: geteuid() != 0, "root may write everywhere")) func `a directory that may not be written`() throws
    {
        #expect(try RawDatabase.copy(history, to: "other.sqlite") == path)
        try FileManager.default.setAttributes([.posixPermissions: 0o500], ofItemAtPath: history.directory)
        defer { try? FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: history.directory) }
        #expect(codes() == [nil, .notWritable])
    }

    @Test func `a catalog cut at each page is damaged, or verify says so`() throws {
        let story = try Story()
        let whole = try Data(contentsOf: URL(filePath: try RawDatabase.copy(story.history)))
        var reported = 0
        for count in stride(from: 4096, to: whole.count, by: 4096) {
            try whole.prefix(count).write(to: URL(filePath: path))
            #expect(try isReported(), "cut to \(count) of \(whole.count) bytes")
            reported += 1
        }
        #expect(reported > 50)
    }

    @Test func `a catalog with pages written over is damaged, or verify says so`() throws {
        let story = try Story()
        let whole = try Data(contentsOf: URL(filePath: try RawDatabase.copy(story.history)))
        for filler: UInt8 in [0, 0xFF, 0x2A] {
            for start in stride(from: 0, to: whole.count, by: 4096 * 3) {
                var bytes = whole
                bytes.replaceSubrange(start..<start + 4096, with: Data(repeating: filler, count: 4096))
                try bytes.write(to: URL(filePath: path))
                #expect(try isReported(), "page \(start / 4096 + 1) filled with \(filler)")
            }
        }
    }

    /// Whether the file cannot be opened for being damaged, or is found not to be in order.
    private func isReported() throws -> Bool {
        do {
            return try !Catalog.openReadOnly(path).verify(isFull: true).isGood
        } catch {
            #expect(error.code == .damaged, "\(error)")
            return true
        }
    }

    @Test func `a damaged row is no reason to crash, nor to show what is in it`() throws {
        let story = try Story()
        try FileManager.default.moveItem(atPath: RawDatabase.copy(story.history), toPath: path)
        let raw = try RawDatabase(path)
        try raw.disarm(lettingAllTypesIn: true)
        try raw.execute("UPDATE snapshot SET source = NULL, taken_ms = NULL, uid = iif(id = 1, NULL, uid)")
        try raw.execute("UPDATE event SET hash = 17 WHERE seq = (SELECT max(seq) FROM event)")
        let catalog = try Catalog.open(path, writer: writer)
        #expect { try catalog.snapshots(at: 0x7FFF_FFFF_FFFF) } throws: {
            ($0 as? CatalogError)?.code == .damaged && !"\($0)".contains("prod/")
        }
        #expect { try catalog.lineage(of: story.snapshot("orders")) } throws: {
            ($0 as? CatalogError)?.code == .damaged
        }
        #expect { try catalog.write { try $0.record(.policySet, detail: "x") } } throws: {
            ($0 as? CatalogError)?.code == .damaged
        }
    }
}
