@testable import Catalog
import Foundation
import Testing

@testable import Governance

/// A catalog that cannot be written to: `sanitize` says why, publishes nothing, and the catalog is what it was.
@Suite(.timeLimit(.minutes(40)))
struct CatalogTroubleTests {
    private let place: CatalogWorkplace

    init() throws {
        place = try CatalogWorkplace.afterOneRun()
    }

    /// Sanitizes into a file that must not be there afterwards. Returns the message.
    private func refused(_ status: Int32) throws -> String {
        let outcome = try place.run("sanitize", "{raw.rdb}", "--output", "{second.rdb}", expecting: status)
        #expect(!place.isThere("second.rdb") && place.isThere("raw.rdb") && place.isThere("first.rdb"))
        #expect(!place.folder.names.contains { $0.hasPrefix("second") || $0.hasPrefix(".second") })
        #expect(outcome.errors.contains("catalog.sqlite"), "\(outcome.errors)")
        return outcome.errors
    }

    private func edit(_ statements: String) throws {
        let script = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.executescript(sys.argv[2]); c.close()"
        let python = try ChildProcess(
            "/usr/bin/python3", ["-c", script, place.path, statements], environment: [], seconds: 60)
        #expect(python.wait().status == 0)
    }

    @Test func `a catalog of a newer version is left as it is`() throws {
        try edit("INSERT INTO grdb_migrations VALUES ('m9999_of_the_future')")
        #expect(try refused(78).contains("newer"))
        try edit("DELETE FROM grdb_migrations WHERE identifier = 'm9999_of_the_future'")
        #expect(try place.problems() == [])
    }

    @Test(arguments: [0, 100, 4096, 40_000]) func `a truncated catalog is left as it is`(_ count: Int) throws {
        // All of it in one file, then only its beginning.
        try edit("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE")
        for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: place.path + suffix) }
        let whole = try Data(contentsOf: URL(filePath: place.path))
        try #require(whole.count > count)
        try whole.prefix(count).write(to: URL(filePath: place.path))
        let message = try refused(65)
        #expect(
            message.contains("damaged") || message.contains("no catalog") || message.contains("empty"), "\(message)")
        #expect(try Data(contentsOf: URL(filePath: place.path)) == whole.prefix(count))
    }

    @Test func `a catalog that somebody else locks is waited for, and then told of`() throws {
        let lock = try LockedFile(place.path + ".lock")
        #expect(try lock.lock())
        lock.replaceContent("sweep of alice, pid 1 on elsewhere, since yesterday")
        defer { lock.unlock() }
        #expect(try refused(75).contains("alice"))
    }
}

/// A catalog on a disk that is full, or cannot be written to at all. The disks are of memory, in a namespace of mounts of
/// their own, which not every system lets everyone have.
@Suite(.enabled(if: MountedDisk.isPossible, "needs unshare(1) and the right to mount"), .timeLimit(.minutes(40)))
struct CatalogDiskTests {
    private let place: CatalogWorkplace

    init() throws {
        place = try CatalogWorkplace.afterOneRun()
    }

    /// What is left on the disk when a run begins, in KiB. Below some of them not even the first event fits, below others
    /// the last does not.
    @Test(arguments: [0, 4, 16, 32, 48, 64, 80, 96, 112, 128, 160, 4096])
    func `on a full disk nothing is published that is not recorded`(_ free: Int) throws {
        let outcome = try MountedDisk.sanitize(in: place, freeKiB: free)
        let catalog = try Catalog.openReadOnly(place.path)
        #expect(try place.problems() == [])
        let recorded = try? catalog.snapshot(place.folder.file("second.rdb"))
        if outcome.status == 0 {
            #expect(place.isThere("second.rdb") && recorded != nil)
        } else {
            #expect(outcome.status == 73 || outcome.status == 74, "\(outcome)")
            #expect(outcome.errors.contains("catalog") && outcome.errors.contains("full"), "\(outcome.errors)")
            #expect(!place.isThere("second.rdb") || recorded != nil)
        }
        #expect(outcome.status == 0 || free < 4096)
        #expect(outcome.status != 0 || free > 0)
        // With room again, everything goes on.
        try place.run("sanitize", "{raw.rdb}", "--output", "{third.rdb}", "--quiet")
        try place.run("sweep")
        #expect(try place.unproved() == [])
    }

    @Test func `in a directory that is read-only nothing is published`() throws {
        let outcome = try MountedDisk.sanitize(in: place, freeKiB: nil)
        #expect(outcome.status == 73, "\(outcome)")
        #expect(
            outcome.errors.contains("catalog") && outcome.errors.lowercased().contains("read-only"), "\(outcome.errors)"
        )
        #expect(!place.isThere("second.rdb"))
        #expect(try place.problems() == [])
    }
}

/// Runs `sanitize` with the catalog on a disk of memory.
private enum MountedDisk {
    static let isPossible: Bool = {
        guard
            let probe = try? ChildProcess(
                "/usr/bin/unshare", ["-rm", "sh", "-c", "mount -t tmpfs -o size=64k none /mnt"],
                environment: ["PATH=/usr/sbin:/usr/bin:/sbin:/bin"], seconds: 20)
        else { return false }
        return probe.wait().status == 0
    }()

    /// Puts the catalog on a disk with so much room left, or on one that is read-only, runs, and puts it back.
    static func sanitize(in place: CatalogWorkplace, freeKiB: Int?) throws -> MannequinCommand.Outcome {
        let script = """
            set -e
            data=$1/.data/mannequin
            saved=$1/.saved
            cp -a "$data" "$saved"
            mount -t tmpfs -o size=8m none "$data"
            cp -a "$saved/." "$data"
            if [ "$2" = read-only ]; then
                mount -o remount,ro "$data"
            else
                free=$(df -k --output=avail "$data" | tail -n 1)
                head -c $(( (free - $2) * 1024 )) /dev/zero >"$data/filler"
            fi
            status=0
            "$3" sanitize "$1/raw.rdb" --output "$1/second.rdb" --quiet || status=$?
            mount -o remount,rw "$data"
            rm -rf "$data/filler" "$saved"
            cp -a "$data" "$saved"
            umount "$data"
            rm -rf "$data"
            mv "$saved" "$data"
            exit $status
            """
        let process = try ChildProcess(
            "/usr/bin/unshare",
            [
                "-rm", "sh", "-c", script, "sh", place.folder.path, freeKiB.map(String.init) ?? "read-only",
                try MannequinCommand.path(),
            ],
            output: .file(place.folder.file(".stdout")), error: .file(place.folder.file(".stderr")),
            environment: MannequinCommand.environment(in: place.folder).map {
                $0.hasPrefix("PATH=") ? "PATH=/usr/sbin:/usr/bin:/sbin:/bin" : $0
            }, seconds: 120)
        return MannequinCommand.finish(process, in: place.folder)
    }
}
