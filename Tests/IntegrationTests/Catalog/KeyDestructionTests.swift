import Foundation
import Testing

/// A masking key at its end.
@Suite(.timeLimit(.minutes(40))) struct KeyDestructionTests {
    @Test func `a key that is destroyed is gone, and the catalog says when`() throws {
        let place = try CatalogWorkplace()
        try place.writeSnapshot("raw.rdb", 1)
        try place.run("key", "new", "{mannequin.key}")
        try place.run("sanitize", "{raw.rdb}", "--output", "{test.rdb}", "--key-file", "{mannequin.key}", "--quiet")
        try place.run("key", "destroy", "{mannequin.key}", "--reason", "it is over", "--dry-run")
        #expect(place.folder.names.contains("mannequin.key"))
        #expect(try place.ask("keys", column: "destroyed") == [""])
        try place.run("key", "destroy", "{mannequin.key}", "--reason", "it is over")
        #expect(!place.folder.names.contains("mannequin.key"))
        #expect(try place.ask("keys", column: "destroyed").first?.hasSuffix("Z") == true)
        try place.run("key", "destroy", "{mannequin.key}", "--reason", "it is over", expecting: 66)
        try place.run("catalog", "verify")
    }

    @Test func `a key that no run has used is destroyed all the same, and so is not what is no key`() throws {
        let place = try CatalogWorkplace.afterOneRun()
        try place.run("key", "new", "{other.key}")
        let outcome = try place.run("key", "destroy", "{other.key}", "--reason", "made by mistake")
        #expect(String(decoding: outcome.output, as: UTF8.self).contains("No run of this catalog"))
        try place.run("key", "destroy", "{raw.rdb}", "--reason", "made by mistake", expecting: 78)
        #expect(place.folder.names.contains("raw.rdb"))
        try place.run("catalog", "verify")
    }
}
