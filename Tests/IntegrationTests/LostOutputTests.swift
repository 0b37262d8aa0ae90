import Testing

/// Output that cannot be written is told, and messages that cannot be written change nothing.
@Suite(.timeLimit(.minutes(40)))
struct LostOutputTests {
    private static let commands = [
        ["sanitize", "{raw.rdb}", "--dry-run", "--json"], ["inspect", "{raw.rdb}"], ["inspect", "{raw.rdb}", "--json"],
        ["verify", "{raw.rdb}", "{first.rdb}"], ["rules", "show", "hipaa"], ["rules", "suggest", "{raw.rdb}"],
        ["catalog", "list"], ["catalog", "query", "integrity", "--format", "csv"],
        ["catalog", "export", "--openlineage"], ["detect", "--spans", "{text.jsonl}"], ["--help"],
    ]

    private static func place() throws -> CatalogWorkplace {
        let place = try CatalogWorkplace.afterOneRun()
        try place.folder.write(Array("{\"text\": \"write to jane@clinic.example\"}\n".utf8), "text.jsonl")
        return place
    }

    private static func run(
        _ arguments: [String], in place: CatalogWorkplace, output: ChildProcess.Stream, error: ChildProcess.Stream
    ) throws -> ChildProcess.Exit {
        try ChildProcess(
            try MannequinCommand.path(), place.expanded(arguments), output: output, error: error,
            environment: MannequinCommand.environment(in: place.folder)
        ).wait()
    }

    @Test(arguments: commands) func `a full disk ends with 74`(_ arguments: [String]) throws {
        let place = try Self.place()
        let exit = try Self.run(
            arguments, in: place, output: .file("/dev/full"), error: .file(place.folder.file(".stderr")))
        #expect(exit.status == 74, "\(exit) \(place.folder.text(".stderr"))")
        #expect(place.folder.text(".stderr").contains("standard output: No space left"))
    }

    @Test(arguments: commands) func `a reader that goes away is no failure`(_ arguments: [String]) throws {
        let place = try Self.place()
        let pipe = Pipe()
        pipe.closeReadEnd()
        let exit = try Self.run(
            arguments, in: place, output: .descriptor(pipe.writeEnd), error: .file(place.folder.file(".stderr")))
        // What is written piece by piece stops, as if the signal had stopped it.
        let status: Int32 = arguments.contains("export") || arguments.contains("--spans") ? 141 : 0
        #expect(exit.status == status, "\(exit)")
        #expect(place.folder.text(".stderr") == "")
    }

    @Test func `messages that nobody can get change nothing`() throws {
        let place = try Self.place()
        let pipe = Pipe()
        pipe.closeReadEnd()
        for (name, error) in [("a.rdb", ChildProcess.Stream.descriptor(pipe.writeEnd)), ("b.rdb", .file("/dev/full"))] {
            let exit = try Self.run(
                ["sanitize", "{raw.rdb}", "--output", "{\(name)}"], in: place, output: .nothing, error: error)
            #expect(exit.status == 0, "\(exit)")
            #expect(place.isThere(name))
            let failed = try Self.run(
                ["sanitize", "{none.rdb}", "--output", "{c.rdb}"], in: place, output: .nothing, error: error)
            #expect(failed.status == 66, "\(failed)")
        }
    }

    @Test func `no file takes the place of a standard stream that is closed`() throws {
        let place = try Self.place()
        let command = try MannequinCommand.path()
        for (number, name, status) in [(1, "a.rdb", 74), (2, "b.rdb", 0)] as [(Int, String, Int32)] {
            let exit = try ChildProcess(
                "/bin/sh",
                ["-c", "exec \"$0\" sanitize \"$1\" --output \"$2\" --json \(number)>&-", command]
                    + place.expanded(["{raw.rdb}", "{\(name)}"]),
                environment: MannequinCommand.environment(in: place.folder)
            ).wait()
            #expect(exit.status == status, "\(number): \(exit)")
            #expect(place.isThere(name))
        }
        #expect(try place.problems() == [])
    }
}
