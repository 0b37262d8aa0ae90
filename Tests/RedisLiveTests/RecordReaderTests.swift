import Foundation
import RedisDump
import Testing

@testable import RedisLive

/// Whole records of every fixture, and the payloads made of them.
struct RecordReaderTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Fixtures")
        .standardized

    static let fixtures: [String] =
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
        .filter { $0.hasSuffix(".rdb") && !$0.contains("-rc1") }.sorted()

    private static func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: folder.appending(path: name)))
    }

    @Test func `there are fixtures`() { #expect(Self.fixtures.count > 100) }

    @Test(arguments: fixtures)
    func `every record is had whole, and together they are the file`(_ name: String) throws {
        let bytes = try Self.bytes(name)
        for step in [bytes.count, 4096, 100] {
            var reader = try RecordReader(PieceSource(bytes, step: step))
            var keys = 0
            while try reader.next() {
                if reader.key != nil {
                    keys += 1
                    #expect(reader.body.count > 0)
                }
            }
            let trailer = try reader.finish()
            #expect(trailer.checksum != .valid || keys >= 0)
            let survey = try SnapshotSurvey.of(PieceSource(bytes, step: step))
            #expect(survey.keyCount == keys)
        }
    }

    @Test func `a file that ends early is refused at every length`() throws {
        let bytes = try Self.bytes("multidb_expires.rdb10.redis-7.0.15.rdb")
        for count in 0..<bytes.count {
            #expect(throws: ReadError.self, "\(count) bytes") {
                try SnapshotSurvey.of(PieceSource(Array(bytes.prefix(count)), step: 1000))
            }
        }
    }

    @Test func `a payload states its type's version and the checksum of all before`() throws {
        var output = ByteBuffer()
        let value = Array("\u{3}abc".utf8)
        let version = RestorePayload.version(of: 0, in: .redis)
        RestorePayload.append(type: 0, value: value.span, version: version, to: &output)
        let head = Array("$15\r\n".utf8)
        let bytes = output.array
        let content = [0] + value + [6, 0]
        var checksum = CRC64()
        checksum.update(content.span)
        let sum = (0..<8).map { UInt8(truncatingIfNeeded: checksum.value >> UInt64($0 * 8)) }
        #expect(bytes == head + content + sum + [0x0D, 0x0A])
    }

    @Test func `types say which server reads them`() throws {
        let old = ServerFacts("redis_version:6.2.16\r\n")
        let new = ServerFacts("redis_version:7.4.1\r\n")
        let valkey = ServerFacts("redis_version:7.2.4\r\nvalkey_version:8.1.1\r\n")
        func reads(_ type: UInt8, _ facts: ServerFacts) throws -> Bool {
            ServerRelease.reads(try #require(RecordLayout.row(type, in: .redis)), of: .redis, facts)
        }
        #expect(try reads(0, old) && reads(14, old) && !reads(16, old) && !reads(24, old))
        #expect(try reads(16, new) && reads(24, new) && !reads(26, new))
        #expect(try reads(16, valkey) && !reads(24, valkey))
        #expect(try reads(26, ServerFacts("redis_version:99.0.0\r\n")))
        #expect(try reads(26, ServerFacts()))
    }
}

extension ByteBuffer {
    /// The bytes.
    var array: [UInt8] {
        let span = span
        return span.indices.map { span[$0] }
    }
}

/// Bytes that come a few at a time.
final class PieceSource: ByteSource {
    private let bytes: [UInt8]
    private let step: Int
    private var position = 0

    init(_ bytes: [UInt8], step: Int) {
        self.bytes = bytes
        self.step = max(step, 1)
    }

    var remainingCount: UInt64? { nil }

    func read(into buffer: inout ByteBuffer, upTo limit: Int) throws -> Int {
        let count = min(step, limit, bytes.count - position)
        let part = Array(bytes[position..<position + count])
        buffer.append(part.span)
        position += count
        return count
    }
}
