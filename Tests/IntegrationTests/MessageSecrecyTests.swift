import Testing

/// A secret in a location that is written wrong, or for another program, is in no message and not in the catalog.
@Suite(.timeLimit(.minutes(40)))
struct MessageSecrecyTests {
    private static let secret = "pl4nted"
    private static let locations = [
        "wasbs://c@acct.blob.core.windows.net/x.rdb?sv=1&sig=\(secret)%2Babc%3D", "htps://u:\(secret)@host/x.rdb",
        "azz://acct/c/x?sig=\(secret)", "ftp://u:\(secret)@host/x", "file:///nowhere/x?sv=1&sig=\(secret)",
        "acct.blob.core.windows.net/c/x?sv=1&sig=\(secret)", "https://u:\(secret)@acct.blob.core.windows.net/c/x",
        "redis+sentinel://u:\(secret)@host", "redis://u:\(secret)/9@host:1/0", "x?X-Amz-Security-Token=\(secret)",
        "AccountName=a;AccountKey=\(secret);",
    ]
    private static let commands = [
        ["inspect"], ["sanitize", "--dry-run"], ["verify", "none.rdb"], ["load"], ["detect"], ["reconcile"],
        ["catalog", "register"], ["catalog", "show"], ["catalog", "lineage"], ["catalog", "certificate"],
        ["catalog", "hold", "--reason", "a law suit"], ["catalog", "query", "deletion-proof", "snapshot="],
        ["key", "show"], ["rules", "lint"], ["run"], ["catalog", "policy", "set"],
        ["catalog", "checkpoint", "--to", "/nowhere/"],
        ["sanitize", "none.rdb", "--dry-run", "--rules"], ["sweep", "--apply"], ["inspect", "none.rdb"],
    ]

    @Test(arguments: locations) func `no message shows a secret of a location`(_ location: String) throws {
        let place = try CatalogWorkplace.afterOneRun()
        for command in Self.commands {
            var arguments = command + [location]
            if let start = command.last, start.hasSuffix("=") || start.hasSuffix("/") {
                arguments = command.dropLast() + [start + location]
            }
            let outcome = try MannequinCommand.run(arguments, in: place.folder)
            let text = outcome.errors + String(decoding: outcome.output, as: UTF8.self)
            #expect(outcome.status != nil && outcome.status != 0, "\(arguments): \(text)")
            #expect(!text.contains(Self.secret), "\(arguments): \(text)")
        }
    }

    @Test(arguments: locations) func `why a run failed is recorded without secrets`(_ location: String) throws {
        let place = try CatalogWorkplace()
        try place.writeSnapshot("raw.rdb", 1)
        let outcome = try MannequinCommand.run(
            ["sanitize", place.folder.file("raw.rdb"), "--output", "/nowhere/\(location)"], in: place.folder)
        #expect(outcome.status == 73, "\(outcome.errors)")
        #expect(!outcome.errors.contains(Self.secret), "\(outcome.errors)")
        for name in place.folder.names where name == ".data" {
            let files = ["catalog.sqlite", "catalog.sqlite-wal"].map { place.folder.text(".data/mannequin/\($0)") }
            #expect(files[0].contains("No such file") || files[1].contains("No such file"))
            for file in files { #expect(!file.contains(Self.secret)) }
        }
    }

    @Test func `what a terminal would obey in a file's name is not printed`() throws {
        let place = try CatalogWorkplace()
        let (raw, made) = ("raw\u{1B}[31m.rdb", "made\u{1B}]0;x\u{7}.rdb")
        try place.writeSnapshot(raw, 1)
        for arguments in [
            ["sanitize", place.folder.file(raw), "--output", place.folder.file(made)],
            ["inspect", place.folder.file(raw)], ["inspect", place.folder.file("none\u{1B}[2J")],
        ] {
            let outcome = try MannequinCommand.run(arguments, in: place.folder)
            #expect(!outcome.errors.contains("\u{1B}") && !outcome.errors.contains("\u{7}"), "\(arguments)")
            #expect(!outcome.output.contains(0x1B), "\(arguments)")
        }
        #expect(place.isThere(made))
    }

    @Test func `an empty name is told as one`() throws {
        let place = try CatalogWorkplace()
        try place.writeSnapshot("raw.rdb", 1)
        let input = try place.run("sanitize", "", "--output", "{out.rdb}", expecting: 64)
        #expect(input.errors.contains("empty"), "\(input.errors)")
        let output = try place.run("sanitize", "{raw.rdb}", "--output", "", expecting: 64)
        #expect(output.errors.contains("--output is empty"), "\(output.errors)")
    }
}
