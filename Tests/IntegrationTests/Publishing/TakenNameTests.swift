import Catalog
import Foundation
import Glibc
import Testing

/// What a result, a page or a copy of the catalog may take the place of, and what not.
@Suite(.timeLimit(.minutes(40)))
struct TakenNameTests {
    private let place: CatalogWorkplace

    init() throws {
        place = try CatalogWorkplace()
        try place.writeSnapshot("raw.rdb", 1)
    }

    private func sanitize(_ more: String..., expecting status: Int32) throws -> MannequinCommand.Outcome {
        let outcome = try MannequinCommand.run(
            place.expanded(["sanitize", "{raw.rdb}", "--quiet"] + more), in: place.folder)
        #expect(outcome.status == status, "\(more): \(outcome.errors)")
        return outcome
    }

    private func link(_ name: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(
            atPath: place.folder.file(name), withDestinationPath: place.folder.file(target))
    }

    private func type(_ name: String) throws -> FileAttributeType? {
        try FileManager.default.attributesOfItem(atPath: place.folder.file(name))[.type] as? FileAttributeType
    }

    // MARK: Results

    @Test(arguments: [[], ["--force"], ["--force", "--no-catalog"]])
    func `no result takes the place of a pipe, a directory or a link that leads nowhere`(_ options: [String]) throws {
        #expect(unsafe mkfifo(place.folder.file("pipe"), 0o600) == 0)
        try link("to-pipe", to: "pipe")
        try link("dangling", to: "none.rdb")
        let directory = place.folder.file("directory")
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: false)
        let before = place.folder.leftovers
        for name in ["pipe", "to-pipe", "dangling", "directory"] {
            let arguments = ["sanitize", "{raw.rdb}", "--output", "{\(name)}"] + options
            let outcome = try MannequinCommand.run(place.expanded(arguments), in: place.folder)
            #expect(outcome.status == 73, "\(name): \(outcome.errors)")
            #expect(outcome.errors.contains("redirect") == name.hasSuffix("pipe"), "\(outcome.errors)")
        }
        #expect(place.folder.leftovers == before)
        #expect(try type("dangling") == .typeSymbolicLink && type("to-pipe") == .typeSymbolicLink)
        var status = stat()
        #expect(unsafe lstat(place.folder.file("pipe"), &status) == 0 && status.st_mode & S_IFMT == S_IFIFO)
    }

    @Test func `a result goes where a link leads, and is on record there`() throws {
        try place.folder.write(Array("mine"), "target.rdb")
        try link("link.rdb", to: "target.rdb")
        _ = try sanitize("--output", "{link.rdb}", expecting: 73)
        #expect(place.folder.text("target.rdb") == "mine")
        _ = try sanitize("--output", "{link.rdb}", "--force", expecting: 0)
        #expect(try type("link.rdb") == .typeSymbolicLink)
        #expect(place.folder.read("target.rdb").starts(with: "REDIS0011".utf8))
        try place.run("catalog", "show", "{target.rdb}")
        try place.run("reconcile", place.folder.path)
    }

    @Test func `a file that appears during the run stays, and the record of the result is withdrawn`() throws {
        let bytes = place.folder.read("raw.rdb")
        let pipe = Pipe()
        let process = try MannequinCommand.start(
            ["sanitize", "-", "--output", place.folder.file("out.rdb"), "--quiet"], in: place.folder,
            input: .descriptor(pipe.readEnd))
        pipe.closeReadEnd()
        #expect(pipe.write(Array(bytes.dropLast())))
        while process.isAlive, !place.folder.names.contains(where: { $0.hasPrefix(".out.rdb.mannequin-") }) {
            usleep(1000)
        }
        try place.folder.write(Array("mine"), "out.rdb")
        #expect(pipe.write(Array(bytes.suffix(1))))
        pipe.closeWriteEnd()
        let outcome = MannequinCommand.finish(process, in: place.folder)
        #expect(outcome.status == 73 && outcome.errors.contains("out.rdb exists"), "\(outcome.errors)")
        #expect(place.folder.text("out.rdb") == "mine")
        #expect(place.folder.leftovers == ["out.rdb", "raw.rdb"])
        let made = try Catalog.openReadOnly(place.path).snapshots(at: .max).filter { $0.kind == "sanitized" }
        #expect(made.map(\.state) == [.gone])
        #expect(try place.problems() == [])
    }

    @Test func `what is on hold is replaced by no run, recorded or not`() throws {
        _ = try sanitize("--output", "{held.rdb}", expecting: 0)
        _ = try sanitize("--output", "{free.rdb}", expecting: 0)
        try place.run("catalog", "hold", "{held.rdb}", "--reason", "case 4711")
        let held = place.folder.read("held.rdb")
        try place.writeSnapshot("raw.rdb", 2)
        for options in [[], ["--no-catalog"]] {
            for name in ["held.rdb", "free.rdb"] {
                let arguments = ["sanitize", "{raw.rdb}", "--output", "{\(name)}", "--force", "--quiet"] + options
                let outcome = try MannequinCommand.run(place.expanded(arguments), in: place.folder)
                #expect(outcome.status == (name == "held.rdb" ? 77 : 0), "\(arguments): \(outcome.errors)")
            }
        }
        #expect(place.folder.read("held.rdb") == held)
    }

    @Test func `no result takes the place of the catalog`() throws {
        _ = try sanitize("--output", "{first.rdb}", expecting: 0)
        for options in [[], ["--no-catalog"]] {
            let outcome = try MannequinCommand.run(
                ["sanitize", place.folder.file("raw.rdb"), "--output", place.path, "--force"] + options,
                in: place.folder)
            #expect(outcome.status == 64, "\(outcome.errors)")
        }
        #expect(try place.problems() == [])
    }

    // MARK: Pages

    @Test func `a page takes the place of no file without leave, and that is said before the run`() throws {
        try place.folder.write(Array("mine"), "page.html")
        for name in ["page.html", "raw.rdb", "no/page.html"] {
            let status: Int32 = name == "raw.rdb" ? 64 : 73
            _ = try sanitize("--output", "{out.rdb}", "--report", "{\(name)}", expecting: status)
        }
        _ = try sanitize("--dry-run", "--report", "{page.html}", expecting: 73)
        #expect(place.folder.text("page.html") == "mine" && place.folder.leftovers == ["page.html", "raw.rdb"])
        #expect(try Catalog.openReadOnly(place.path).snapshots(at: .max).isEmpty)
        _ = try sanitize("--output", "{out.rdb}", "--report", "{page.html}", "--force", expecting: 0)
        #expect(place.folder.text("page.html").contains("<!DOCTYPE html>"))
        #expect(place.folder.leftovers == ["out.rdb", "page.html", "raw.rdb"])
    }

    @Test func `a page never takes the place of what the run reads or writes, nor of what the catalog knows`() throws {
        let key = try place.folder.writeKey()
        _ = try sanitize("--output", "{first.rdb}", expecting: 0)
        try link("alias.rdb", to: "raw.rdb")
        let first = place.folder.read("first.rdb")
        let raw = place.folder.read("raw.rdb")
        for (path, status) in [
            ("{raw.rdb}", 64), ("{alias.rdb}", 64), ("{out.rdb}", 64), (key, 64), (place.path, 64),
            ("{first.rdb}", 77), ("-", 64),
        ] as [(String, Int32)] {
            let force = ["--output", "{out.rdb}", "--key-file", key, "--report", path, "--force", "--quiet"]
            for options in [[], ["--no-catalog"]] {
                let outcome = try MannequinCommand.run(
                    place.expanded(["sanitize", "{raw.rdb}"] + force + options), in: place.folder)
                #expect(outcome.status == status, "\(path): \(outcome.errors)")
            }
        }
        #expect(place.folder.read("first.rdb") == first && place.folder.read("raw.rdb") == raw)
        #expect(place.folder.leftovers == ["alias.rdb", "first.rdb", "mannequin.key", "raw.rdb"])
        #expect(try place.problems() == [])
    }

    // MARK: Copies of the catalog, keys

    @Test func `a published catalog takes the place of no file without leave, and never that of the catalog`() throws {
        _ = try sanitize("--output", "{first.rdb}", expecting: 0)
        try place.folder.write(Array("mine"), "metadata.yaml")
        try place.run("catalog", "publish", "{copy.db}", expecting: 73)
        #expect(place.folder.text("metadata.yaml") == "mine" && !place.isThere("copy.db"))
        try link("alias.sqlite", to: ".data/mannequin/catalog.sqlite")
        let key = place.folder.read(".data/mannequin/catalog-signing.key")
        for path in [
            place.path, "{alias.sqlite}", place.path + "-wal", "{.data/mannequin/catalog-signing.key}",
            "{metadata.yaml}",
        ] {
            try place.run("catalog", "publish", path, "--force", expecting: 64)
        }
        #expect(place.folder.read(".data/mannequin/catalog-signing.key") == key)
        #expect(place.folder.text("metadata.yaml") == "mine")
        try place.run("catalog", "publish", "{copy.db}", "--force")
        #expect(place.folder.text("metadata.yaml").contains("queries:") && place.isThere("copy.db"))
        try place.run("catalog", "publish", "{copy.db}", expecting: 73)
        #expect(try place.problems() == [])
    }

    @Test(arguments: [[], ["--signing"]]) func `a key that cannot be written leaves no file`(_ options: [String]) throws
    {
        let path = try MannequinCommand.path()
        // No file may grow: a full disk, as far as the program can tell.
        let process = try ChildProcess(
            "/bin/sh",
            ["-c", "trap '' XFSZ; ulimit -f 0; exec \"$@\"", "sh", path, "key", "new", place.folder.file("a.key")]
                + options)
        #expect(process.wait().status == 74)
        #expect(place.folder.leftovers == ["raw.rdb"])
    }
}
