import Catalog
import Foundation
import Glibc
import Testing

@testable import Governance

/// What people are told when the catalog refuses.
@Suite(.timeLimit(.minutes(40)))
struct RefusalMessageTests {
    @Test func `a hold is told in words, and no statement of SQL`() throws {
        let place = try CatalogWorkplace.afterOneRun()
        let before = try place.run("catalog", "expire-now", "{raw.rdb}", "--reason", "it is used")
        #expect(String(decoding: before.output, as: UTF8.self).contains("mannequin sweep"))
        try place.run("catalog", "hold", "{first.rdb}", "--reason", "a law suit")
        let expired = try place.run("catalog", "expire-now", "{first.rdb}", "--reason", "it is used")
        let text = String(decoding: expired.output, as: UTF8.self)
        #expect(text.contains("on hold") && !text.contains("sweep"), "\(text)")
        let refused = try place.run("sanitize", "{raw.rdb}", "--output", "{first.rdb}", "--force", expecting: 77)
        #expect(refused.errors.contains("is on legal hold"), "\(refused.errors)")
        #expect(!refused.errors.contains("SQL") && !refused.errors.contains("INSERT"), "\(refused.errors)")
    }

    @Test func `a copy that another run is at is one to try again`() throws {
        let place = try CatalogWorkplace.afterOneRun()
        let actor = Actor.current(environment: [:])
        let writer = Catalog.Writer(actor: actor, purpose: "test") { CatalogPlace.now() }
        let catalog = try Catalog.open(place.path, writer: writer)
        try catalog.write { log in
            let copies = try log.livingCopies(
                in: "file://\(actor.host)\(URL(filePath: place.folder.path).resolvingSymlinksInPath().path)",
                named: "first.rdb")
            let copy = try #require(copies.first)
            let run = try log.startRun("sweep", pid: getpid(), tool: "test")
            _ = try log.claim(copy, why: .replaced, run: run)
        }
        let outcome = try place.run("sanitize", "{raw.rdb}", "--output", "{first.rdb}", "--force", expecting: 75)
        #expect(outcome.errors.contains("another run is at it"), "\(outcome.errors)")
        #expect(!outcome.errors.contains("SQL"), "\(outcome.errors)")
    }

    @Test func `a question that is asked wrong is a wrong command line`() throws {
        let place = try CatalogWorkplace.afterOneRun()
        try place.run("catalog", "query", "overdue", "now=garbage", expecting: 64)
        try place.run("catalog", "query", "deletion-proof", expecting: 64)
        try place.run("catalog", "query", "overdue", "none=1", expecting: 64)
    }
}
