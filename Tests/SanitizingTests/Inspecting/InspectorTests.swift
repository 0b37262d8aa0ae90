import Foundation
import RedisDump
import Sanitizing
import Testing

struct InspectorTests {
    private static func inspection(
        _ writer: DumpWriter, _ change: (inout InspectOptions) -> Void = { _ in }
    ) throws -> Inspection {
        var options = InspectOptions(now: 1_000_000)
        change(&options)
        return try Inspector.run(MemorySource(writer.finished()), options)
    }

    @Test
    func `no name and no value comes out unless names are asked for`() throws {
        var writer = DumpWriter()
        writer.aux("redis-ver", "canary-version")
        writer.aux("canary-field", "canary-setting")
        writer.aux("repl-id", "canary-history")
        writer.aux("lua", "return 'canary-script'")
        writer.append(245)
        writer.string("#!lua name=canarylib\nredis.register_function('canaryfunction', print)")
        writer.pair("canary:session:4711", "canary-value")
        let hidden = String(decoding: try JSONEncoder().encode(try Self.inspection(writer)), as: UTF8.self)
        #expect(!hidden.contains("canary") && !hidden.contains("4711"))
        let shown = try Self.inspection(writer) { $0.showsNames = true }
        #expect(shown.largestKeys.map(\.name) == ["canary:session:4711"])
        #expect(shown.functions.names == ["canarylib"])
        let text = String(decoding: try JSONEncoder().encode(shown), as: UTF8.self)
        for secret in [
            "canary-version", "canary-field", "canary-setting", "canary-history", "canary-script", "canary-value",
        ] {
            #expect(!text.contains(secret))
        }
        #expect(shown.scripts.count == 1 && shown.scripts.bytes == 22)
        #expect(shown.server.otherFields == 3)
    }

    @Test
    func `the largest keys come first, of equal ones the first of the file`() throws {
        var writer = DumpWriter()
        writer.database(3)
        for length in [5, 90, 20, 90, 7, 90] { writer.pair("user:1", String(repeating: "x", count: length)) }
        let inspection = try Self.inspection(writer) { $0.largestCount = 4 }
        #expect(inspection.largestKeys.map(\.number) == [2, 4, 6, 3])
        #expect(
            inspection.largestKeys.allSatisfy { $0.database == 3 && $0.name == nil && $0.template == "user:{integer}" })
        #expect(try Self.inspection(writer) { $0.largestCount = 0 }.largestKeys.isEmpty)
    }

    @Test
    func `templates beyond the limit are counted together`() throws {
        var writer = DumpWriter()
        for name in ["user:1", "session:1", "user:2", "cart:1", "user:3", "queue:1"] { writer.pair(name, "v") }
        let inspection = try Self.inspection(writer) { $0.templateLimit = 2 }
        #expect(inspection.templates.map(\.template) == ["user:{integer}", "session:{integer}"])
        #expect(inspection.templates.map(\.count.keys) == [3, 1])
        #expect(inspection.otherTemplates.keys == 2)
        #expect(inspection.keys.keys == 6)
    }

    @Test
    func `attributes belong to the key behind them`() throws {
        var writer = DumpWriter()
        writer.expiry(milliseconds: 1_000_500)
        writer.append([248, 7])
        writer.pair("user:1", "v")
        writer.append([249, 200])
        writer.pair("user:2", "v")
        let inspection = try Self.inspection(writer)
        #expect(inspection.keys.bytes == UInt64(9 + 2 + 10 + 2 + 10))
        #expect(inspection.keysWithIdleTime == 1 && inspection.keysWithFrequency == 1)
        #expect(inspection.keys.expiring == 1)
        #expect(inspection.otherBytes == 1)
    }

    @Test
    func `lifetimes count from ctime, or from now where there is none`() throws {
        var writer = DumpWriter()
        writer.expiry(milliseconds: 1_000_000 + 59_999)
        writer.pair("user:1", "v")
        #expect(try Self.inspection(writer).lifetimes.buckets.filter { $0.count > 0 }.map(\.label) == ["<1m"])
        var later = DumpWriter()
        later.aux("ctime", "100000")
        later.expiry(milliseconds: 1_000_000 + 59_999)
        later.pair("user:1", "v")
        let inspection = try Self.inspection(later)
        #expect(inspection.lifetimes.buckets.filter { $0.count > 0 }.map(\.label) == ["expired"])
        #expect(inspection.lifetimesFrom == 100_000_000)
    }

    @Test
    func `the header of a compressed collection is read however it was packed`() throws {
        // The same bytes again and again: copies reach into the header.
        let lists = [
            [String](repeating: "aaaaaaaaaaaa", count: 40), ["1"], (0..<200).map { "\($0 % 3)" },
        ]
        for list in lists {
            let elements = list.map { PackedWriter.Element($0) }
            for form in [DumpWriter.Form.raw, .lzf] {
                var writer = DumpWriter()
                writer.key("set", type: 20)
                writer.string(PackedWriter.listpack(elements), form)
                writer.key("list", type: 10)
                writer.string(PackedWriter.ziplist(elements), form)
                #expect(try Self.inspection(writer).types.map { Int($0.elements) } == [list.count, list.count])
            }
        }
    }

    @Test
    func `elements are counted one by one where a header cannot state them`() throws {
        let elements = [PackedWriter.Element](repeating: .integer(7), count: 70_000)
        var writer = DumpWriter()
        writer.key("hash", type: 16)
        writer.string(PackedWriter.listpack(elements))
        #expect(try Self.inspection(writer).types.map(\.elements) == [35_000])
    }

    @Test
    func `a header that contradicts its collection is refused`() {
        var writer = DumpWriter()
        writer.key("user:1", type: 20)
        writer.string([9, 0, 0, 0, 1, 0, 1, 1, 0xFF, 0xFF])
        #expect(throws: ReadError(.badStructure, at: 17, reading: "", expected: "")) { try Self.inspection(writer) }
        var intset = DumpWriter()
        intset.key("user:1", type: 11)
        intset.string([2, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 1, 0])
        #expect(throws: ReadError.self) { try Self.inspection(intset) }
        var number = DumpWriter()
        number.key("user:1", type: 16)
        number.integer(5, .int8)
        #expect(throws: ReadError.self) { try Self.inspection(number) }
    }
}
