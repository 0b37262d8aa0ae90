import BlobServiceStandIn
import Foundation
import Glibc
import Testing

/// What `resume` makes of runs between blobs that were killed, one test for each state that a kill can leave.
@Suite(.timeLimit(.minutes(40))) struct ResumeTests {
    private func place() async throws -> BlobWorkplace {
        let place = try await BlobWorkplace()
        place.exportParts()
        return place
    }

    @Test func `killed before the result was recorded, it is done again without what is staged`() async throws {
        let place = try await place()
        try place.kill(at: .before("PUT block", number: 4))
        let staged = place.service.stagedBlocks(in: "imports")
        #expect(staged >= 2)
        #expect(try place.resume("--dry-run").map(\.outcome) == ["planned"])
        let items = try place.resume()
        #expect(items.map(\.outcome) == ["finished"])
        #expect(items.first?.keptParts == staged)
        #expect(try place.isWhole())
        #expect(try place.faults() == [])
        #expect(try place.ends() == ["complete"])
        #expect(try place.unsigned() == [])
        #expect(place.journals == [])
        #expect(try place.resume().isEmpty)
    }

    @Test func `killed between record and commit, what is staged is committed`() async throws {
        let place = try await place()
        try place.kill(at: .before("PUT blocklist"))
        #expect(place.service.names(in: "imports") == [])
        let sent = place.service.requests.filter { $0.contains("blockid") }.count
        let items = try place.resume()
        #expect(items.map(\.outcome) == ["committed"])
        #expect(place.service.requests.filter { $0.contains("blockid") }.count == sent)
        #expect(try place.isWhole())
        #expect(try place.faults() == [])
        #expect(try place.ends() == ["complete"])
        #expect(try place.unsigned() == [])
        #expect(place.journals == [])
    }

    @Test func `killed between record and commit, and the blocks are gone: the record is withdrawn`() async throws {
        let place = try await place()
        try place.kill(at: .before("PUT blocklist"))
        place.service.dropStaged(in: "imports")
        #expect(try place.resume(expecting: 73).map(\.outcome) == ["withdrawn"])
        #expect(place.service.names(in: "imports") == [])
        #expect(try place.faults() == [])
        #expect(try place.ends() == ["failed"])
        #expect(place.journals == [])
    }

    @Test func `killed between record and commit, and another blob has the name: it stays`() async throws {
        let place = try await place()
        try place.kill(at: .before("PUT blocklist"))
        place.service.put([1, 2, 3], as: "cart.rdb", in: "imports")
        #expect(try place.resume(expecting: 73).map(\.outcome) == ["withdrawn"])
        #expect(place.service.bytes(of: "cart.rdb", in: "imports") == [1, 2, 3])
        #expect(try place.faults() == ["cart.rdb has no record"])
    }

    @Test func `killed between commit and end, the mark is recognized`() async throws {
        let place = try await place()
        try place.kill(at: .after("PUT blocklist"))
        #expect(place.service.names(in: "imports") == ["cart.rdb"])
        #expect(try place.resume().map(\.outcome) == ["completed"])
        #expect(try place.isWhole())
        #expect(try place.faults() == [])
        #expect(try place.ends() == ["complete"])
        #expect(try place.unsigned() == [])
        #expect(
            place.service.tags(of: "cart.rdb", in: "imports").keys.sorted() == [
                "mannequin-expires", "mannequin-snapshot",
            ])
    }

    @Test func `a snapshot that has changed is not mixed with what is staged`() async throws {
        let place = try await place()
        try place.kill(at: .before("PUT block", number: 3))
        place.exportParts()
        let items = try place.resume(expecting: 66)
        #expect(items.map(\.outcome) == ["failed"])
        #expect(items.first?.detail.contains("has changed since the run began") == true)
        #expect(place.service.names(in: "imports") == [])
        #expect(try place.ends() == ["failed"])
        #expect(place.journals == [])
    }

    @Test func `a run whose key went with it is done anew`() async throws {
        let place = try await place()
        try place.kill(at: .before("PUT block", number: 3), besides: ["--key-file", place.key])
        let items = try place.resume()
        #expect(items.map(\.outcome) == ["finished"])
        #expect(items.first?.anew != nil)
        #expect(place.service.names(in: "imports") == ["cart.rdb"])
        #expect(try place.run("verify", BlobWorkplace.input, BlobWorkplace.output, "--quiet").status == 0)
        #expect(try place.faults() == [])
        #expect(try place.ends() == ["failed", "complete"])
    }

    @Test func `with another key or other rules it waits`() async throws {
        let place = try await place()
        func pack(_ key: String) -> [UInt8] {
            Array("pack: a\nversion: 1\nrules:\n  - { id: b, key: \"\(key):{n:digits}\", value: text }\n".utf8)
        }
        let rules = try place.folder.write(pack("none"), "rules.yaml")
        try place.kill(at: .before("PUT block", number: 3), "--rules", rules)
        let key = place.folder.read("mannequin.key")
        try place.folder.write(
            Array("mannequin-key-1:".utf8) + Array(String(repeating: "6b", count: 32).utf8) + [0x0A], "mannequin.key")
        #expect(try place.resume(expecting: 77).first?.detail.contains("the masking key is not the one") == true)
        try place.folder.write(key, "mannequin.key")
        try place.folder.write(pack("other"), "rules.yaml")
        #expect(try place.resume(expecting: 77).first?.detail.contains("the rules or options are not") == true)
        try place.folder.write(Array("rules: [".utf8), "rules.yaml")
        #expect(try place.resume(expecting: 78).map(\.outcome) == ["left"])
        #expect(try place.ends() == ["open"])
        try place.folder.write(pack("none"), "rules.yaml")
        #expect(try place.resume().map(\.outcome) == ["finished"])
        #expect(try place.isWhole())
    }

    @Test(arguments: [Silence.before("PUT block", number: 3), .before("PUT blocklist")])
    func `a run that is given up leaves no blob and no record`(_ moment: Silence) async throws {
        let place = try await place()
        try place.kill(at: moment)
        let run = try #require(try place.resume("--dry-run").first?.run)
        #expect(try place.resume("--abandon", run).map(\.outcome) == ["abandoned"])
        #expect(place.service.names(in: "imports") == [])
        #expect(try place.faults() == [])
        #expect(try place.ends() == ["failed"])
        #expect(place.journals == [])
    }

    @Test func `what is committed is not given up`() async throws {
        let place = try await place()
        try place.kill(at: .after("PUT blocklist"))
        let run = try #require(try place.resume("--dry-run").first?.run)
        #expect(try place.resume("--abandon", run).map(\.outcome) == ["completed"])
        #expect(try place.faults() == [])
        #expect(try place.ends() == ["complete"])
    }

    @Test func `other runs leave it open, and who is at it keeps it`() async throws {
        let place = try await place()
        try place.kill(at: .before("PUT block", number: 3))
        try place.export("other.rdb")
        let other = try place.run(
            "sanitize", "az://standin/exports/other.rdb", "--output", "az://standin/imports/other.rdb", "--quiet")
        #expect(other.status == 0, "\(other.errors)")
        #expect(try place.run("sweep", "--quiet").status == 0)
        #expect(try place.ends() == ["open", "complete"])
        place.service.fallSilent(.before("PUT block", number: 2))
        let first = try place.start(["resume", "--quiet"])
        for _ in 0..<9000 where !place.service.isSilent { usleep(10_000) }
        #expect(try place.resume().map(\.outcome) == ["running"])
        first.send(SIGKILL)
        _ = first.wait()
        place.service.speak()
        #expect(try place.resume().map(\.outcome) == ["finished"])
        #expect(try place.isWhole())
        #expect(try place.ends() == ["complete", "complete"])
    }

    @Test func `a run that loses its service can be taken up`() async throws {
        let place = try await place()
        let process = try place.start(place.arguments)
        try place.waitForBlocks()
        place.service.update { $0.throttledRequests = 1_000_000 }
        let outcome = MannequinCommand.finish(process, in: place.folder)
        #expect(outcome.status == 75, "\(outcome.errors)")
        #expect(outcome.errors.contains("`mannequin resume "), "\(outcome.errors)")
        place.service.update { $0.throttledRequests = 0 }
        #expect(try place.ends() == ["open"])
        #expect(try place.resume().map(\.outcome) == ["finished"])
        #expect(try place.isWhole())
        #expect(try place.faults() == [])
    }

    @Test func `the journal is for its owner, and holds no secret`() async throws {
        let place = try await place()
        let read = place.service.signature(for: "exports", permissions: "r")
        let write = place.service.signature(for: "imports", permissions: "rcw")
        place.service.fallSilent(.before("PUT blocklist"))
        let process = try place.start([
            "sanitize", "\(place.service.endpoint)/exports/cart.rdb?\(read)", "--output",
            "\(place.service.endpoint)/imports/cart.rdb?\(write)", "--key-file", place.key, "--source",
            "https://a.blob.core.windows.net/b/c?\(read)", "--quiet",
        ])
        for _ in 0..<9000 where !place.service.isSilent && process.isAlive { usleep(10_000) }
        process.send(SIGKILL)
        _ = process.wait()
        place.service.speak()
        let folder = place.folder.file(".data/mannequin/catalog-unfinished")
        let name = try #require(place.journals.first { $0.hasSuffix(".json") })
        for (path, mode) in [(folder, 0o700), ("\(folder)/\(name)", 0o600)] {
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            #expect(attributes[.posixPermissions] as? Int == mode, "\(path)")
        }
        let text = place.folder.text(".data/mannequin/catalog-unfinished/\(name)")
        #expect(text.contains("/imports/cart.rdb"))
        let signatures = [read, write].compactMap { $0.components(separatedBy: "sig=").last }
        for secret in signatures + signatures.compactMap(\.removingPercentEncoding) + ["5a5a5a5a", "sig="] {
            #expect(!secret.isEmpty && !text.contains(secret), "\(secret)")
        }
        // The environment has other credentials for the same account.
        #expect(try place.resume().map(\.outcome) == ["committed"])
        #expect(try place.isWhole())
    }
}
