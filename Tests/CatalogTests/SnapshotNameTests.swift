@testable import Catalog
import Foundation
import Testing

/// How people name snapshots, and that nobody gets another one than was meant.
@Suite struct SnapshotNameTests {
    private let history: History

    init() throws { history = try History() }

    private func find(_ name: String) throws -> String { try history.reader().snapshot(name).uid }

    private func refuses(_ name: String) -> Bool {
        do {
            _ = try find(name)
            return false
        } catch {
            return (error as? CatalogError)?.code == .unknown
        }
    }

    @Test func `by uid and SHA-256, whole or from eight digits on, in any case`() throws {
        let made = try history.raw("made", at: nil)
        history.now += 1_000_000_000
        _ = try history.raw("other", at: nil)
        let (uid, digest) = (made.snapshot.uid, History.digest("made").hexadecimal)
        for name in [uid, String(uid.prefix(8)), uid.uppercased(), String(uid.prefix(14))] {
            #expect(try find(name) == uid)
        }
        for count in [8, 9, 33, 63, 64] {
            #expect(try find(String(digest.prefix(count))) == uid)
            #expect(try find(String(digest.prefix(count)).uppercased()) == uid)
        }
        for name in [String(uid.prefix(7)), String(digest.prefix(7)), digest + "0", "", "zzzzzzzz", "%", "*"] {
            #expect(refuses(name), "\(name)")
        }
    }

    @Test func `what may be any of several is refused, with all of them`() throws {
        let (first, second) = (try history.raw("first", at: nil), try history.raw("second", at: nil))
        #expect { try find(String(first.snapshot.uid.prefix(13))) } throws: {
            "\($0)".contains(first.snapshot.uid) && "\($0)".contains(second.snapshot.uid)
        }
    }

    @Test func `a path names the latest that lies there, not what lies in a directory that ends alike`() throws {
        let short = try history.raw("short", at: History.place("/backup/dump.rdb"))
        let long = try history.raw("long", at: History.place("/srv/backup/dump.rdb"))
        #expect(try find("/backup/dump.rdb") == short.snapshot.uid)
        #expect(try find("/srv/backup/dump.rdb") == long.snapshot.uid)
        #expect(try find("/srv/../backup/./dump.rdb") == short.snapshot.uid)
        #expect(refuses("/dump.rdb"))
        #expect(refuses("/up/dump.rdb"))
        let next = try history.raw("next", at: History.place("/backup/dump.rdb"))
        #expect(try find("/backup/dump.rdb") == next.snapshot.uid)
    }

    @Test func `a path is taken by its letters, not as a pattern`() throws {
        let odd = try history.raw("odd", at: History.place("/backup/[a]*?/du'mp \"x\".rdb"))
        _ = try history.raw("plain", at: History.place("/backup/abc/du'mp \"x\".rdb"))
        #expect(try find("/backup/[a]*?/du'mp \"x\".rdb") == odd.snapshot.uid)
        #expect(refuses("/backup/*/du'mp \"x\".rdb"))
    }

    @Test func `the same path on two hosts is refused, unless it is the same snapshot`() throws {
        var place = History.place("/backup/dump.rdb")
        let made = try history.raw("made", at: place)
        place.namespace = "file://h2/backup"
        let run = try history.run()
        let elsewhere = place
        try history.write { try $0.addCopy(of: made.snapshot, at: elsewhere, run: run) }
        #expect(try find("/backup/dump.rdb") == made.snapshot.uid)
        _ = try history.raw("other", at: elsewhere)
        #expect(refuses("/backup/dump.rdb"))
    }

    @Test func `a symbolic link names what it leads to, or what lies under its own name`() throws {
        let real = history.directory + "/real"
        try FileManager.default.createDirectory(atPath: real, withIntermediateDirectories: false)
        try FileManager.default.createSymbolicLink(
            atPath: history.directory + "/link", withDestinationPath: real)
        try Data().write(to: URL(filePath: real + "/dump.rdb"))
        try FileManager.default.createSymbolicLink(
            atPath: history.directory + "/latest.rdb", withDestinationPath: real + "/dump.rdb")
        let made = try history.raw("made", at: History.place(real + "/dump.rdb"))
        #expect(try find(history.directory + "/link/dump.rdb") == made.snapshot.uid)
        #expect(try find(history.directory + "/latest.rdb") == made.snapshot.uid)
        try FileManager.default.removeItem(atPath: real + "/dump.rdb")
        #expect(try find(history.directory + "/link/dump.rdb") == made.snapshot.uid)
    }
}
