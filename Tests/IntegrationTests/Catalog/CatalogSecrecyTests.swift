import Foundation
import Testing

@testable import Governance

/// What must never be in a catalog is looked for in the raw bytes of all its files, and in all that commands print.
@Suite(.timeLimit(.minutes(40)))
struct CatalogSecrecyTests {
    @Test func `no key, no value, no masking key and no signature is in the files of the catalog or in a message`()
        throws
    {
        let place = try CatalogWorkplace()
        let key = String(repeating: "5a", count: 32)
        let (name, value, signature) = ("w1nnifred.pl4nted", "the v4lue of pl4nted", "pl4ntedsignature")
        try place.folder.write(CatalogWorkplace.snapshot(1, key: "user:\(name):profile", value: value), "raw.rdb")
        try place.folder.write(
            CatalogWorkplace.snapshot(2, key: "user:\(name):profile", value: value).dropLast(12), "damaged.rdb")
        try place.folder.write(
            Array(
                """
                pack: clinic
                version: 1
                rules:
                  - { id: profile, key: "user:{login:opaque}:profile", value: text, class: person }
                """.utf8), "rules.yaml")
        _ = try place.folder.writeKey()
        let url = "https://acct.blob.core.windows.net/raw/dump.rdb?sv=2024-11-04&sig=\(signature)%3D"
        var messages = ""
        func run(_ arguments: String..., expecting status: Int32? = 0) throws {
            let outcome = try MannequinCommand.run(place.expanded(arguments), in: place.folder)
            #expect(status == nil || outcome.status == status, "\(arguments): \(outcome.errors)")
            messages += outcome.errors + String(decoding: outcome.output, as: UTF8.self)
        }
        try run(
            "sanitize", "{raw.rdb}", "--output", "{test.rdb}", "--rules", "{rules.yaml}", "--key-file",
            "{mannequin.key}", "--source", url, "--verify")
        try run(
            "sanitize", "{damaged.rdb}", "--output", "{bad.rdb}", "--rules", "{rules.yaml}", "--source", url,
            expecting: 65)
        try run("catalog", "register", "{raw.rdb}", "--source", url, "--expires-in", "1h", expecting: nil)
        try run("catalog", "hold", "{raw.rdb}", "--reason", "asked for at \(url)")
        try run("catalog", "release", "{raw.rdb}", "--reason", "closed: SharedAccessSignature=\(signature)")
        try run("catalog", "expire-now", "{test.rdb}", "--reason", "done, see \(url)")
        try run("sweep")
        try run("catalog", "certificate", "{test.rdb}")
        try run("catalog", "events")
        try run("catalog", "export", "--openlineage")
        try run("catalog", "verify")
        try run("catalog", "publish", "{published.sqlite}")

        let secrets = [name, "w1nnifred", value, "v4lue", key, "pl4nted", signature, "Wlpa"]
        for secret in secrets { #expect(!messages.contains(secret), "\(secret) was printed") }
        let folder = place.folder.file(".data")
        let files =
            try FileManager.default.subpathsOfDirectory(atPath: folder).map { "\(folder)/\($0)" }
            + [place.folder.file("published.sqlite")]
        var read = 0
        for file in files {
            guard let bytes = try? Data(contentsOf: URL(filePath: file)) else { continue }
            read += bytes.count
            for secret in secrets { #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(secret) is in \(file)") }
            #expect(bytes.range(of: Data(repeating: 0x5A, count: 32)) == nil, "the masking key is in \(file)")
        }
        // What was recorded is there, so the files are the right ones.
        #expect(read > 100_000 && files.contains { $0.hasSuffix("catalog.sqlite") })
        #expect(messages.contains("https://acct.blob.core.windows.net/raw/dump.rdb"))
    }
}
