import Foundation
import Glibc
import RedisDump
import Testing

/// The command line, from outside.
@Suite(.timeLimit(.minutes(40)))
struct CommandLineTests {
    private static let sample = "multidb_expires.rdb10.redis-7.0.15.rdb"

    // MARK: Exit statuses

    @Test func `a whole run ends with 0 and leaves the output and nothing else`() throws {
        let folder = try TemporaryFolder()
        let raw = try Snapshot(name: Self.sample).bytes()
        try folder.write(raw, "raw.rdb")
        let outcome = try MannequinCommand.run(
            ["sanitize", folder.file("raw.rdb"), "--output", folder.file("out.rdb"), "--json"], in: folder)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(folder.leftovers == ["out.rdb", "raw.rdb"])
        #expect(folder.read("out.rdb").count == raw.count && folder.read("out.rdb") != raw)
        #expect(folder.read("raw.rdb") == raw)
        let mode = try FileManager.default.attributesOfItem(atPath: folder.file("out.rdb"))[.posixPermissions] as? Int
        #expect(mode == 0o600)
        let report = try #require(
            try JSONSerialization.jsonObject(with: Data(outcome.output)) as? [String: Any],
            "stdout is one JSON document")
        let keys = try #require(report["keys"] as? [String: Any])
        #expect(keys["total"] as? Int == (try KeyPair.all(raw, raw).count))
    }

    @Test func `a damaged snapshot ends with 65 and leaves nothing`() throws {
        let folder = try TemporaryFolder()
        let raw = try Snapshot(name: Self.sample).bytes()
        for (name, bytes) in [
            ("cut", Array(raw.dropLast(40))), ("empty", []), ("text", Array("hello, this is not a snapshot\n")),
            ("checksum", Array(raw.dropLast()) + [raw[raw.count - 1] ^ 1]),
            ("version", Array("REDIS0099") + raw.dropFirst(9)),
            ("trailing", raw + [1]),
        ] as [(String, [UInt8])] {
            try folder.write(bytes, "raw.rdb")
            let outcome = try MannequinCommand.run(
                ["sanitize", folder.file("raw.rdb"), "--output", folder.file("out.rdb")], in: folder)
            #expect(outcome.status == 65, "\(name): \(outcome.errors)")
            #expect(outcome.errors.contains("offset"), "\(name): \(outcome.errors)")
            #expect(folder.leftovers == ["raw.rdb"], "\(name)")
        }
    }

    @Test func `a damaged snapshot leaves the output of an earlier run as it was`() throws {
        let folder = try TemporaryFolder()
        try folder.write(Array(try Snapshot(name: Self.sample).bytes().dropLast(9)), "raw.rdb")
        try folder.write(Array("earlier"), "out.rdb")
        let outcome = try MannequinCommand.run(
            ["sanitize", folder.file("raw.rdb"), "--output", folder.file("out.rdb"), "--force"], in: folder)
        #expect(outcome.status == 65)
        #expect(folder.text("out.rdb") == "earlier")
        #expect(folder.leftovers == ["out.rdb", "raw.rdb"])
    }

    @Test func `a missing input ends with 66`() throws {
        let folder = try TemporaryFolder()
        let outcome = try MannequinCommand.run(
            ["sanitize", folder.file("none.rdb"), "--output", folder.file("out.rdb")], in: folder)
        #expect(outcome.status == 66, "\(outcome.errors)")
        #expect(folder.leftovers.isEmpty)
    }

    @Test func `an output that is there, or cannot be made, ends with 73`() throws {
        let folder = try TemporaryFolder()
        let raw = Snapshot(name: Self.sample).path
        try folder.write(Array("mine"), "out.rdb")
        let taken = try MannequinCommand.run(["sanitize", raw, "--output", folder.file("out.rdb")], in: folder)
        #expect(taken.status == 73, "\(taken.errors)")
        #expect(taken.errors.contains("--force"))
        #expect(folder.text("out.rdb") == "mine")
        let nowhere = try MannequinCommand.run(["sanitize", raw, "--output", folder.file("no/out.rdb")], in: folder)
        #expect(nowhere.status == 73, "\(nowhere.errors)")
        let forced = try MannequinCommand.run(
            ["sanitize", raw, "--output", folder.file("out.rdb"), "--force"], in: folder)
        #expect(forced.status == 0, "\(forced.errors)")
        #expect(folder.read("out.rdb").starts(with: "REDIS0010".utf8))
        #expect(folder.leftovers == ["out.rdb"])
    }

    @Test func `a wrong command line ends with 64`() throws {
        let folder = try TemporaryFolder()
        for arguments in [
            ["sanitize", "x.rdb"], ["sanitize", "--output", "y"], ["sanitise"],
            ["sanitize", "x", "-o", "y", "--jobs", "0"],
        ] {
            #expect(try MannequinCommand.run(arguments, in: folder).status == 64, "\(arguments)")
        }
        let raw = try folder.write(try Snapshot(name: Self.sample).bytes(), "raw.rdb")
        let inPlace = try MannequinCommand.run(["sanitize", raw, "--output", raw, "--force"], in: folder)
        #expect(inPlace.status == 64, "\(inPlace.errors)")
        #expect(folder.read("raw.rdb") == (try Snapshot(name: Self.sample).bytes()))
    }

    @Test(arguments: [0o644, 0o640, 0o660, 0o604])
    func `a key file that others can read ends with 77`(_ mode: Int) throws {
        let folder = try TemporaryFolder()
        let key = try folder.writeKey(mode: mode)
        let outcome = try MannequinCommand.run(
            ["sanitize", Snapshot(name: Self.sample).path, "--output", folder.file("out.rdb"), "--key-file", key],
            in: folder)
        #expect(outcome.status == 77, "\(outcome.errors)")
        #expect(outcome.errors.contains("chmod 600") && !outcome.errors.contains("5a5a"))
        #expect(folder.leftovers == ["mannequin.key"])
    }

    @Test func `wrong rules end with 78 and say where`() throws {
        let folder = try TemporaryFolder()
        let rules = """
            pack: wrong
            version: 1
            rules:
              - { id: a, key: "user:{id:digitz}" }
              - { id: b, keyy: "x:*" }
            """
        let path = try folder.write(Array(rules), "rules.yaml")
        let outcome = try MannequinCommand.run(
            ["sanitize", Snapshot(name: Self.sample).path, "--output", folder.file("out.rdb"), "--rules", path],
            in: folder)
        #expect(outcome.status == 78)
        #expect(outcome.errors.contains("\(path):4:29: error:"), "\(outcome.errors)")
        #expect(outcome.errors.contains("\(path):5:14: error:"), "\(outcome.errors)")
        #expect(folder.leftovers == ["rules.yaml"])
    }

    // MARK: Pipes, dry runs, interruption

    @Test func `a pipe gives the bytes of a file`() throws {
        let folder = try TemporaryFolder()
        let key = try folder.writeKey()
        let raw = try Snapshot(name: Self.sample).bytes()
        try folder.write(raw, "raw.rdb")
        let toFile = try MannequinCommand.run(
            ["sanitize", folder.file("raw.rdb"), "--output", folder.file("out.rdb"), "--key-file", key], in: folder)
        #expect(toFile.status == 0, "\(toFile.errors)")
        let pipe = Pipe()
        let process = try MannequinCommand.start(
            ["sanitize", "-", "--output", "-", "--key-file", key, "--jobs", "2"], in: folder,
            input: .descriptor(pipe.readEnd))
        pipe.closeReadEnd()
        for start in stride(from: 0, to: raw.count, by: 100) {
            #expect(pipe.write(Array(raw[start..<min(start + 100, raw.count)])))
        }
        pipe.closeWriteEnd()
        let throughPipe = MannequinCommand.finish(process, in: folder)
        #expect(throughPipe.status == 0, "\(throughPipe.errors)")
        #expect(throughPipe.output == folder.read("out.rdb"))
        #expect(throughPipe.output.starts(with: "REDIS0010".utf8))
    }

    @Test func `a dry run writes nothing and reports what a real one would write`() throws {
        let folder = try TemporaryFolder()
        let key = try folder.writeKey()
        let raw = Snapshot(name: Self.sample).path
        let arguments = ["sanitize", raw, "--output", folder.file("out.rdb"), "--key-file", key, "--json"]
        let dry = try MannequinCommand.run(arguments + ["--dry-run"], in: folder)
        #expect(dry.status == 0, "\(dry.errors)")
        #expect(folder.leftovers == ["mannequin.key"])
        let real = try MannequinCommand.run(arguments, in: folder)
        #expect(real.status == 0)
        func digest(_ outcome: MannequinCommand.Outcome) throws -> String? {
            let report = try JSONSerialization.jsonObject(with: Data(outcome.output)) as? [String: Any]
            return (report?["output"] as? [String: Any])?["sha256"] as? String
        }
        #expect(try digest(dry) == digest(real))
        #expect(try digest(dry)?.count == 64)
    }

    @Test func `a run that is ended by a signal leaves nothing under the final name`() throws {
        let folder = try TemporaryFolder()
        let pipe = Pipe()
        let process = try MannequinCommand.start(
            ["sanitize", "-", "--output", folder.file("out.rdb")], in: folder, input: .descriptor(pipe.readEnd))
        pipe.closeReadEnd()
        // A list without an end. More than a pipe holds has been taken from it when this returns, so the run is on.
        var bytes = Array("REDIS0011") + [1, 1, 0x61, 0x80, 0x7F, 0xFF, 0xFF, 0xFF]
        for number in 0..<100_000 { bytes += [0xC2] + (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) } }
        #expect(pipe.write(bytes))
        process.send(SIGTERM)
        let outcome = MannequinCommand.finish(process, in: folder)
        #expect(outcome.status == 128 + SIGTERM)
        #expect(folder.leftovers.isEmpty)
    }

    @Test func `an input pipe that breaks off leaves nothing`() throws {
        let folder = try TemporaryFolder()
        let pipe = Pipe()
        let process = try MannequinCommand.start(
            ["sanitize", "-", "--output", folder.file("out.rdb")], in: folder, input: .descriptor(pipe.readEnd))
        pipe.closeReadEnd()
        #expect(pipe.write(Array(try Snapshot(name: Self.sample).bytes().dropLast(100))))
        pipe.closeWriteEnd()
        let outcome = MannequinCommand.finish(process, in: folder)
        #expect(outcome.status == 65, "\(outcome.errors)")
        #expect(folder.leftovers.isEmpty)
    }

    // MARK: Expiries, secrets

    @Test(arguments: [
        "multidb_expires.rdb10.redis-7.0.15.rdb", "hash_ttl.rdb12.redis-7.4.1.rdb", "hash_ttl.rdb80.valkey-9.1.2.rdb",
    ])
    func `rebasing moves all expiries by one offset`(_ name: String) throws {
        let folder = try TemporaryFolder()
        let raw = try Snapshot(name: name).bytes()
        let arguments = ["sanitize", Snapshot(name: name).path, "--output", folder.file("out.rdb"), "--rebase-ttl"]
        let outcome = try MannequinCommand.run(arguments, in: folder)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let before = try expiries(raw)
        let after = try expiries(folder.read("out.rdb"))
        try #require(before.count == after.count && !before.isEmpty)
        let offsets = Set(zip(before, after).map { $1 - $0 })
        #expect(offsets.count == 1)
        // The snapshot was taken on 2025-06-01 12:00 UTC.
        let expected = Int64(Date().timeIntervalSince1970 * 1000) - 1_748_779_200_000
        #expect(abs((offsets.first ?? 0) - expected) < 300_000)
    }

    private func expiries(_ bytes: [UInt8]) throws -> [Int64] {
        var cursor = ByteCursor(bytes.span)
        var walker = DumpWalker(family: try DumpHeader(&cursor).family)
        var found: [Int64] = []
        while !walker.isFinished {
            let atom = try walker.step(&cursor)
            switch atom.role {
            case .expiryMilliseconds, .minimumFieldExpiry: found.append(Int64(bitPattern: atom.number))
            case .fieldExpiryMilliseconds where Int64(bitPattern: atom.number) >= 0:
                found.append(Int64(bitPattern: atom.number))
            default: break
            }
        }
        return found
    }

    @Test func `no message of a failed run holds a key or a value`() throws {
        let folder = try TemporaryFolder()
        let secrets = ["maria.oliveira", "4111-secret"]
        func string(_ text: String) -> [UInt8] { [UInt8(text.utf8.count)] + Array(text) }
        let header = Array("REDIS0011")
        let record = [0] + string(secrets[0]) + string(secrets[1])
        let module: [UInt8] = [7] + string(secrets[0]) + [0x81, 1, 2, 3, 4, 5, 6, 7, 8, 5] + string(secrets[1]) + [0]
        let files: [(String, [UInt8], Int32)] = [
            ("cut", header + record + [0] + string(secrets[0]) + [40] + Array(secrets[1]), 65),
            ("type", header + record + [99] + string(secrets[0]) + string(secrets[1]), 65),
            ("listpack", header + record + [16] + string(secrets[0]) + string(secrets[1]), 65),
            ("module", header + module + [0xFF] + [UInt8](repeating: 0, count: 8), 65),
            ("checksum", header + record + [0xFF, 1, 2, 3, 4, 5, 6, 7, 8], 65),
        ]
        for (name, bytes, status) in files {
            try folder.write(bytes, "raw.rdb")
            for option in [[], ["--json"], ["--dry-run"]] {
                let outcome = try MannequinCommand.run(
                    ["sanitize", folder.file("raw.rdb"), "--output", folder.file("out.rdb")] + option, in: folder)
                #expect(outcome.status == status, "\(name): \(outcome.errors)")
                let said = outcome.errors + String(decoding: outcome.output, as: UTF8.self)
                #expect(!said.contains("maria") && !said.contains("oliveira") && !said.contains("secret"), "\(name)")
            }
        }
        let refusing = "pack: r\nversion: 1\nunmatched: refuse\nrules: [{ id: a, key: \"x:*\" }]\n"
        let rules = try folder.write(Array(refusing), "rules.yaml")
        try folder.write(header + record + [0xFF] + [UInt8](repeating: 0, count: 8), "raw.rdb")
        let outcome = try MannequinCommand.run(
            ["sanitize", folder.file("raw.rdb"), "--output", folder.file("out.rdb"), "--rules", rules], in: folder)
        #expect(outcome.status == 65, "\(outcome.errors)")
        #expect(!outcome.errors.contains("maria") && !outcome.errors.isEmpty)
        #expect(folder.leftovers == ["raw.rdb", "rules.yaml"])
    }
}
