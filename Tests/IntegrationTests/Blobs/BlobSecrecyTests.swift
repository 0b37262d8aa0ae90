import BlobServiceStandIn
import Foundation
import Glibc
import Testing

/// Signatures, keys, tokens and raw values of runs between blobs are looked for wherever something is written, at the most
/// talkative level: what is printed, reports, all that lies beside the catalog, the list of processes.
@Suite(.timeLimit(.minutes(40))) struct BlobSecrecyTests {
    private static let name = "w1nnifred.pl4nted", value = "the v4lue of pl4nted"
    private static let token = "pl4ntedtoken.of.an.identity"

    /// All that commands have left: what they printed, and the files below the folder that are theirs.
    private struct Traces {
        var text = ""
        var fileCount = 0

        mutating func add(_ outcome: MannequinCommand.Outcome) {
            text += outcome.errors + String(decoding: outcome.output, as: UTF8.self)
        }

        mutating func add(_ folder: String) throws {
            for file in try FileManager.default.subpathsOfDirectory(atPath: folder) {
                guard let bytes = try? Data(contentsOf: URL(filePath: "\(folder)/\(file)")) else { continue }
                text += String(decoding: bytes, as: UTF8.self)
                fileCount += 1
            }
        }
    }

    @Test func `no credential and no raw value is found anywhere, at the most talkative level`() async throws {
        let place = try await BlobWorkplace()
        let snapshot = CatalogWorkplace.snapshot(1, key: "user:\(Self.name):profile", value: Self.value)
        place.service.put(snapshot, as: "cart.rdb", in: "exports")
        place.service.put(snapshot.dropLast(12), as: "damaged.rdb", in: "exports")
        let read = place.service.signature(for: "exports", permissions: "rlw")
        let write = place.service.signature(for: "imports", permissions: "rcw")
        let raw = "\(place.service.endpoint)/exports/cart.rdb?\(read)"
        let result = "\(place.service.endpoint)/imports"
        var traces = Traces()
        let talkative = ["--log-level", "trace"]

        // With signatures in addresses, which the caller has chosen to have in the list of processes.
        func run(_ arguments: [String], expecting status: Int32, environment: [String] = []) throws {
            let process = try ChildProcess(
                try MannequinCommand.path(), arguments, output: .file(place.folder.file(".stdout")),
                error: .file(place.folder.file(".stderr")), environment: place.environment + environment)
            let outcome = MannequinCommand.finish(process, in: place.folder)
            #expect(outcome.status == status, "\(arguments.first ?? ""): \(outcome.errors)")
            traces.add(outcome)
        }
        let page = place.folder.file("page.html")
        try run(
            ["sanitize", raw, "--output", "\(result)/a.rdb?\(write)", "--key-file", place.key, "--verify", "--json"]
                + talkative, expecting: 0)
        try run(
            ["sanitize", raw, "--output", place.folder.file("local.rdb"), "--key-file", place.key, "--report", page]
                + talkative, expecting: 0)
        try run(
            ["sanitize", raw.replacing("cart", with: "damaged"), "--output", "\(result)/b.rdb?\(write)"] + talkative,
            expecting: 65)
        try run(["sanitize", raw, "--output", "\(result)/a.rdb?\(write)"] + talkative, expecting: 73)
        try run(
            ["sanitize", raw, "--output", raw.replacing("cart", with: "x").replacing(read, with: read + "x")]
                + talkative,
            expecting: 77)
        try run(["inspect", raw] + talkative, expecting: 0)
        try run(["catalog", "register", raw] + talkative, expecting: 0)

        // A kill, and the journal it leaves.
        place.service.fallSilent(.before("PUT blocklist"))
        let killed = try place.start(
            ["sanitize", raw, "--output", "\(result)/c.rdb?\(write)", "--key-file", place.key] + talkative)
        for _ in 0..<9000 where !place.service.isSilent && killed.isAlive { usleep(10_000) }
        killed.send(SIGKILL)
        traces.add(MannequinCommand.finish(killed, in: place.folder))
        place.service.speak()
        try traces.add(place.folder.file(".data"))
        try run(["resume"] + talkative, expecting: 0)
        try run(["sweep", "--json"] + talkative, expecting: 0)
        try run(["catalog", "events"], expecting: 0)

        try traces.add(place.folder.file(".data"))
        traces.text += place.folder.text("page.html")
        let signatures = [read, write].compactMap { $0.components(separatedBy: "sig=").last }
        let secrets =
            signatures + signatures.compactMap(\.removingPercentEncoding)
            + [place.service.settings.key, Self.name, "w1nnifred", Self.value, "v4lue", "SharedKey ", "5a5a5a5a"]
        for secret in secrets { #expect(!secret.isEmpty && !traces.text.contains(secret), "\(secret) was written") }
        // The traces are the right ones: requests, the journal, the catalog, evidence.
        #expect(traces.text.contains("PUT 127.0.0.1") && traces.text.contains("/exports/cart.rdb: 206"))
        #expect(traces.text.contains("\"part_bytes\""))
        #expect(traces.fileCount > 6)
    }

    @Test func `keys and tokens of the environment are not in the list of processes, nor is a token told`() async throws
    {
        let place = try await BlobWorkplace()
        place.exportParts()
        let tools = place.folder.file("bin")
        try FileManager.default.createDirectory(atPath: tools, withIntermediateDirectories: true)
        // An `az` that gives a token and stays long enough to be seen with its arguments.
        let script = """
            #!/bin/sh
            tr '\\0' ' ' < /proc/$$/cmdline > \(place.folder.file("az.cmdline"))
            echo '{"accessToken": "\(Self.token)", "expires_on": 4102444800}'
            """
        try place.folder.write(Array(script.utf8), "bin/az", mode: 0o700)
        let process = try ChildProcess(
            try MannequinCommand.path(),
            ["inspect", "\(place.service.endpoint)/exports/cart.rdb", "--log-level", "trace"],
            output: .file(place.folder.file(".stdout")), error: .file(place.folder.file(".stderr")),
            environment: ["PATH=\(tools):/usr/bin:/bin", "MANNEQUIN_AZURE_IDENTITY=az-cli"])
        // The stand-in takes no tokens; it was sent one all the same.
        let refused = MannequinCommand.finish(process, in: place.folder)
        #expect(refused.status == 77)
        #expect(refused.errors.contains(": 401"), "\(refused.errors)")
        #expect(!refused.errors.contains(Self.token))
        let seen = place.folder.text("az.cmdline")
        #expect(seen.contains("get-access-token") && !seen.contains(Self.token))

        place.service.fallSilent(.before("PUT block", number: 3))
        let run = try place.start(place.arguments + ["--log-level", "trace"])
        for _ in 0..<9000 where !place.service.isSilent && run.isAlive { usleep(10_000) }
        let line = try String(contentsOfFile: "/proc/\(run.number)/cmdline", encoding: .utf8)
        run.send(SIGKILL)
        let outcome = MannequinCommand.finish(run, in: place.folder)
        #expect(line.contains("sanitize") && !line.contains(place.service.settings.key))
        #expect(!outcome.errors.contains(place.service.settings.key) && outcome.errors.contains("staging a block"))
    }
}
