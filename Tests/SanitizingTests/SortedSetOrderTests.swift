import SeededNumbers
import Sanitizing
import Testing

/// A packed sorted set is in the order Redis relies on: by score, then by the bytes of the member.
struct SortedSetOrderTests {
    /// Members and scores in the order of a server; zero is written in two ways, and counts as one score.
    private static let pairs: [(String, String)] = {
        var generator = SeededGenerator(seed: 5)
        func members(_ count: Int) -> [String] {
            let texts = (0..<count).map { "\(generator.text(1 + $0 % 9))\($0 % 3 == 0 ? "\($0)" : "")" }
            return Set(texts + (0..<count).map { "\($0 * 37)" }).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        }
        let zeros = members(12).enumerated().map { ("z\($1)", $0 % 2 == 0 ? "0" : "-0") }
        let sorted = zeros.sorted { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }
        return members(10).map { ("a\($0)", "-1.5") } + sorted + members(15).map { ($0, "3") }
            + members(10).map { ("c\($0)", "1e+20") }
    }()

    @Test(arguments: [12, 17])
    func `members of equal score are in order after masking`(_ type: UInt8) throws {
        let elements = Self.pairs.flatMap { [PackedWriter.Element($0.0), PackedWriter.Element($0.1)] }
        for key in UInt8(0)..<6 {
            var writer = DumpWriter()
            writer.key("zset", type: type)
            writer.string(type == 12 ? PackedWriter.ziplist(elements) : PackedWriter.listpack(elements))
            let sanitized = try OneThread.sanitized(writer.finished(), InMemory.options(key: key))
            let masked = try #require(SnapshotView(sanitized).keys.first).elements
            let members = stride(from: 0, to: masked.count, by: 2).map { masked[$0] }
            let scores = stride(from: 1, to: masked.count, by: 2).map { String(decoding: masked[$0], as: UTF8.self) }
            let numbers = scores.map { Double($0) ?? .nan }
            #expect(numbers == Self.pairs.map { Double($0.1) ?? .nan }, "key \(key)")
            #expect(scores.filter { $0 == "-0" }.count == Self.pairs.filter { $0.1 == "-0" }.count)
            for index in members.indices.dropFirst() where numbers[index] == numbers[index - 1] {
                #expect(members[index - 1].lexicographicallyPrecedes(members[index]), "key \(key), member \(index)")
            }
        }
    }
}
