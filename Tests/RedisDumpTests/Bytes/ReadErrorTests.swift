import SeededNumbers
import Testing

@testable import RedisDump

@Suite struct ReadErrorTests {
    @Test func `a message says where, what was read and what was expected`() {
        let error = ReadError(.badLength, at: 12, reading: "count", expected: "a length", found: 7)
        #expect(error.description == "offset 12: cannot read the count: expected a length, found 7")
        let cut = ReadError(.truncated, at: 3, reading: "header", expected: "more bytes", found: 6)
        #expect(cut.description == "offset 3: the input ends 6 bytes too early, inside the header")
    }

    @Test func `a moved error differs in its place alone`() {
        let error = ReadError(.badStructure, at: 12, reading: "count", expected: "a length", found: 7)
        let moved = error.moved(by: 100)
        #expect(moved.offset == 112)
        #expect(moved.code == error.code)
        #expect(moved.found == error.found)
        #expect(moved != error)
        #expect(error.moved(by: .max).offset == 11)
    }

    /// Messages are made of `StaticString` and numbers alone, so that no byte of a snapshot can be in one.
    @Test func `no message of a damaged snapshot holds its text`() throws {
        let secret = "correct-horse-battery"
        var generator = SeededGenerator(seed: 3)
        var buffer = ByteBuffer()
        buffer.append(Array("REDIS0011".utf8).span)
        for opcode: UInt8 in [0, 16, 10, 9, 11, 21] {
            buffer.append(opcode)
            for _ in 0..<2 {
                buffer.appendLength(UInt64(secret.utf8.count))
                buffer.append(Array(secret.utf8).span)
            }
        }
        for _ in 0..<500 {
            var bytes = buffer.array
            bytes[Int.random(in: 9..<bytes.count, using: &generator)] = UInt8.random(
                in: .min ... .max, using: &generator)
            let error = #expect(throws: ReadError.self) { _ = try SnapshotWalk(bytes, unpacksBlobs: true) }
            #expect(error?.description.contains("horse") == false)
        }
    }
}
