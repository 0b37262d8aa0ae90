import SeededNumbers
import RedisDump
import Testing

@testable import RedisLive

/// Answers as they come, in pieces, and what is none.
struct RESPParserTests {
    private static let answers: [(text: String, value: RESPValue)] = [
        ("+OK\r\n", .simple(Array("OK".utf8))),
        ("+\r\n", .simple([])),
        ("-ERR syntax error\r\n", .failure(ServerFailure(line: Array("ERR syntax error".utf8)))),
        ("!21\r\nSYNTAX invalid syntax\r\n", .failure(ServerFailure(line: Array("SYNTAX invalid syntax".utf8)))),
        (":-12\r\n", .integer(-12)),
        ("$0\r\n\r\n", .bulk([])),
        ("$4\r\n\r\n\r\n\r\n", .bulk(Array("\r\n\r\n".utf8))),
        ("$-1\r\n", .null), ("*-1\r\n", .null), ("_\r\n", .null),
        ("=7\r\ntxt:abc\r\n", .bulk(Array("abc".utf8))),
        ("*0\r\n", .array([])), ("~0\r\n", .array([])), ("%0\r\n", .map([])),
        ("#t\r\n", .boolean(true)), (",1.5\r\n", .number(Array("1.5".utf8))),
        ("(349284\r\n", .number(Array("349284".utf8))),
        (
            "*3\r\n*1\r\n:1\r\n$1\r\nx\r\n*2\r\n_\r\n*0\r\n",
            .array([.array([.integer(1)]), .bulk(Array("x".utf8)), .array([.null, .array([])])])
        ),
        ("%1\r\n+a\r\n:2\r\n", .map([.simple(Array("a".utf8)), .integer(2)])),
        (">1\r\n+p\r\n", .array([.simple(Array("p".utf8))])),
        ("|1\r\n+k\r\n:9\r\n:1\r\n", .integer(1)),
        ("*2\r\n|1\r\n+k\r\n:9\r\n:1\r\n:2\r\n", .array([.integer(1), .integer(2)])),
    ]

    private func values(_ bytes: [UInt8], inPiecesOf count: Int, _ limits: RESPParser.Limits = .init()) throws
        -> [RESPValue]
    {
        var parser = RESPParser(limits)
        var values: [RESPValue] = []
        for start in stride(from: 0, to: bytes.count, by: count) {
            let piece = Array(bytes[start..<min(start + count, bytes.count)])
            var position = 0
            while let value = try parser.next(piece.span, &position) { values.append(value) }
            #expect(position == piece.count, "every byte is taken")
        }
        #expect(!parser.isInside)
        return values
    }

    @Test(arguments: [1, 2, 3, 7, 1000])
    func `answers are the same in whatever pieces they come`(_ count: Int) throws {
        let bytes = Self.answers.flatMap { Array($0.text.utf8) }
        #expect(try values(bytes, inPiecesOf: count) == Self.answers.map(\.value))
    }

    @Test(arguments: [
        "x\r\n", "\r\n", "\n", ":1\n", ":abc\r\n", ":99999999999999999999\r\n", "$-2\r\n", "$1\r\nabc\r\n", "#x\r\n",
        "=2\r\nab\r\n", "$536870913\r\n", "*4194305\r\n", "%3000000\r\n", "*99999999999999999999\r\n", "$\r\n", "*\r\n",
    ])
    func `what is no answer is an error`(_ text: String) {
        var parser = RESPParser()
        var position = 0
        let bytes = Array(text.utf8)
        #expect(throws: RESPParser.Failure.self) {
            while position < bytes.count { _ = try parser.next(bytes.span, &position) }
        }
    }

    @Test func `arrays within arrays end at a depth`() {
        let bytes = Array(String(repeating: "*1\r\n", count: 100).utf8)
        #expect(throws: RESPParser.Failure.self) { try values(bytes, inPiecesOf: 1000) }
    }

    @Test func `a line without an end is refused`() {
        var limits = RESPParser.Limits()
        limits.lineByteCount = 100
        #expect(throws: RESPParser.Failure.self) {
            try values(Array(("+" + String(repeating: "a", count: 101)).utf8), inPiecesOf: 10, limits)
        }
    }

    @Test func `elements are counted at all depths`() {
        var limits = RESPParser.Limits()
        limits.elementCount = 100
        let bytes = Array(("*50\r\n" + String(repeating: "*50\r\n", count: 2)).utf8)
        #expect(throws: RESPParser.Failure.self) { try values(bytes, inPiecesOf: 1000, limits) }
    }

    @Test func `bytes of chance are an answer or an error, and never more`() {
        var generator = SeededGenerator(seed: 0x11FE)
        let alphabet = Array("+-:$*~>%|_#,(!=0123456789\r\nab".utf8)
        for round in 0..<20_000 {
            let bytes = (0..<Int.random(in: 1...60, using: &generator)).map { _ in
                alphabet.randomElement(using: &generator) ?? 0
            }
            var limits = RESPParser.Limits()
            limits.bulkByteCount = 64
            limits.elementCount = 64
            var parser = RESPParser(limits)
            var position = 0
            do {
                while position < bytes.count {
                    let before = position
                    _ = try parser.next(bytes.span, &position)
                    #expect(position > before, "seed 0x11FE, round \(round)")
                }
            } catch {}
        }
    }

    @Test func `an answer with one byte changed never stops the parser`() {
        for answer in Self.answers {
            let bytes = Array(answer.text.utf8)
            for index in bytes.indices {
                for byte in [UInt8(0), 0x0A, 0x0D, 0x2A, 0x24, 0x39, 0x2D, 0xFF] {
                    var changed = bytes
                    changed[index] = byte
                    var parser = RESPParser()
                    var position = 0
                    do { while position < changed.count { _ = try parser.next(changed.span, &position) } } catch {}
                    #expect(position <= changed.count)
                }
            }
        }
    }

    @Test func `commands are read back as arrays`() throws {
        var buffer = ByteBuffer()
        RESPCommand.append(["SET", "", "käse\r\n"], to: &buffer)
        var parser = RESPParser()
        var position = 0
        let value = try parser.next(buffer.span, &position)
        #expect(value == .array([.bulk(Array("SET".utf8)), .bulk([]), .bulk(Array("käse\r\n".utf8))]))
    }
}
