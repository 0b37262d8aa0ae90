import Testing

@testable import RedisDump

@Suite struct IntsetTests {
    private static let widths: [Int64] = [2, 4, 8]

    private static func intset(_ values: [Int64], width: Int64) -> [UInt8] {
        PackedBytes.number(Int(width), 4) + PackedBytes.number(values.count, 4)
            + values.flatMap { PackedBytes.number(Int($0), Int(width)) }
    }

    @Test(arguments: widths)
    func `integers are read, and others are stored in order and in the same width`(_ width: Int64) throws {
        let borders = Set(ListpackTests.borders(width * 8)).sorted()
        var bytes = Self.intset(borders, width: width)
        #expect(try Self.values(bytes) == borders)
        var values = borders.map { ~$0 }.shuffled()
        let set = try Intset(bytes.span)
        var span = bytes.mutableSpan
        set.store(&values, in: &span)
        #expect(try Self.values(bytes) == borders.map { ~$0 }.sorted())
        #expect(bytes == Self.intset(borders.map { ~$0 }.sorted(), width: width))
    }

    @Test(arguments: widths)
    func `integers that do not ascend are refused where they begin not to`(_ width: Int64) {
        for values in [[1, 2, 2, 3], [1, 2, 1, 3], [-1, 0, -2, 5]] as [[Int64]] {
            let error = #expect(throws: ReadError.self) { _ = try Self.values(Self.intset(values, width: width)) }
            #expect(error == ReadError(.badStructure, at: UInt64(8 + 2 * width), reading: "", expected: ""))
        }
    }

    @Test func `a width wider than needed is accepted`() throws {
        #expect(try Self.values(Self.intset([1, 2], width: 8)) == [1, 2])
    }

    @Test func `another width, no integer, or a count that does not fit is refused`() {
        let good = Self.intset([1, 2, 3], width: 4)
        for width: UInt8 in [0, 1, 3, 5, 6, 7, 9, 16, 255] {
            #expect(throws: ReadError.self) { _ = try Self.values([width] + good.dropFirst()) }
        }
        for count: UInt8 in [0, 1, 2, 4, 255] {
            #expect(throws: ReadError.self) { _ = try Self.values(good[..<4] + [count] + good[5...]) }
        }
        #expect(throws: ReadError.self) { _ = try Self.values(Self.intset([], width: 2)) }
        let most: [UInt8] = [8, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF]
        #expect(throws: ReadError.self) { _ = try Self.values(most) }
        for count in 0..<good.count {
            #expect(throws: ReadError.self) { _ = try Self.values(Array(good.prefix(count))) }
        }
        #expect(throws: ReadError.self) { _ = try Self.values(good + [0]) }
    }

    @Test func `damage is refused or leaves an intset, at every byte`() {
        let good = Self.intset([-70_000, -3, 1, 2, 3, 500, 70_000], width: 4)
        for index in good.indices {
            for bit in 0..<8 {
                var damaged = good
                damaged[index] ^= 1 << bit
                guard let values = try? Self.values(damaged) else { continue }
                #expect(values == values.sorted())
                #expect(8 + values.count * Int(damaged[0]) == damaged.count)
            }
        }
    }

    private static func values(_ bytes: [UInt8]) throws(ReadError) -> [Int64] {
        let span = bytes.span
        let set = try Intset(span)
        var values: [Int64] = []
        for index in 0..<set.count { values.append(set[index, span]) }
        return values
    }
}
