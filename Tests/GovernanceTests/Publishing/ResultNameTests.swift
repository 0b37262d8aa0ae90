import Foundation
import Testing

@testable import Governance

@Suite struct ResultNameTests {
    @Test(arguments: [false, true]) func `a device keeps its name`(replacing: Bool) throws {
        let error = #expect(throws: RunError.self) { try ResultName("/dev/full", replacing: replacing) }
        #expect(error?.status == .cannotCreate && error?.description.contains("redirect") == true)
    }

    @Test func `a name that was taken meanwhile is left to who took it`() throws {
        let scratch = try Scratch()
        let name = try ResultName(scratch.file("a"), replacing: false)
        try scratch.write("mine", "a")
        try scratch.write("new", "b")
        #expect(throws: RunError.self) { try name.give(to: scratch.file("b")) }
        #expect(try !ResultName.give(scratch.file("a"), to: scratch.file("b")))
        #expect(try scratch.data("a") == Data("mine".utf8) && scratch.files == ["a", "b"])
        #expect(try ResultName.give(scratch.file("c"), to: scratch.file("b")))
        #expect(scratch.files == ["a", "c"])
    }

    @Test func `what has become a link is not replaced, even with leave`() throws {
        let scratch = try Scratch()
        let name = try ResultName(scratch.file("a"), replacing: true)
        try scratch.write("mine", "other")
        try FileManager.default.createSymbolicLink(
            atPath: scratch.file("a"), withDestinationPath: scratch.file("other"))
        try scratch.write("new", "b")
        #expect(throws: RunError.self) { try name.give(to: scratch.file("b")) }
        #expect(try scratch.data("other") == Data("mine".utf8))
    }

    @Test func `a small file goes where a link leads, and into no pipe`() throws {
        let scratch = try Scratch()
        try scratch.write("old", "target")
        try FileManager.default.createSymbolicLink(
            atPath: scratch.file("link"), withDestinationPath: scratch.file("target"))
        try SmallFile.write(Data("new".utf8), to: scratch.file("link"), mode: 0o600, collision: .replace)
        #expect(try scratch.data("target") == Data("new".utf8) && scratch.files == ["target"])
        #expect(unsafe mkfifo(scratch.file("pipe"), 0o600) == 0)
        #expect(throws: RunError.self) {
            try SmallFile.write(Data("new".utf8), to: scratch.file("pipe"), mode: 0o600, collision: .replace)
        }
        #expect(scratch.files == ["target"])
    }

    @Test func `a public key takes no other file's place`() throws {
        let scratch = try Scratch()
        try scratch.write("mine", "a.pub")
        #expect(throws: RunError.self) { try SigningKeyFile.create(scratch.file("a.key")) }
        #expect(try scratch.data("a.pub") == Data("mine".utf8) && scratch.files == ["a.pub"])
    }
}
