import Testing

@testable import RedisDump

@Suite struct StreamNodeTests {
    private typealias Element = PackedBytes.Element

    private static func number(_ value: Int64) -> Element {
        ListpackTests.encoded(value, bits: (0...127).contains(value) ? 7 : 64)
    }

    private static func numbers(_ values: Int64...) -> [Element] { values.map(number) }

    /// Two fields in the master entry, an entry with the same fields, a deleted one, and one with a field of its own.
    private static func node(
        count: Int64 = 2, deleted: Int64 = 1, lpCounts: (Int64, Int64, Int64) = (5, 5, 6), flags: Int64 = 2
    ) -> [UInt8] {
        let master = numbers(count, deleted, 2) + [.text("name"), .text("age")] + numbers(0)
        let same = numbers(flags, 0, 0) + [.text("anna"), number(41)] + numbers(lpCounts.0)
        let gone = numbers(3, 5, 1) + [.text("otto"), number(42)] + numbers(lpCounts.1)
        let own = numbers(0, 9, 0, 1) + [.text("city"), .text("ulm")] + numbers(lpCounts.2)
        return PackedBytes.listpack(master + same + gone + own)
    }

    @Test func `master fields, fields and values are told from bookkeeping`() throws {
        #expect(try Self.parts(Self.node()) == "###MM# ###01# ###01# ####FV#".filter { $0 != " " })
    }

    @Test func `a node whose entries are all deleted is read`() throws {
        #expect(try Self.parts(Self.node(count: 0, deleted: 3)).count == 6 + 6 + 6 + 7)
    }

    @Test func `an entry may have no field, and so may the master entry`() throws {
        let master = Self.numbers(2, 0, 0, 0)
        let node = PackedBytes.listpack(master + Self.numbers(2, 0, 0, 3) + Self.numbers(0, 1, 1, 0, 4))
        #expect(try Self.parts(node) == "#############")
    }

    @Test func `differences of time may be negative and of any width`() throws {
        let master = Self.numbers(1, 0, 1) + [.text("f")] + Self.numbers(0)
        for difference in [-1, 128, 1 << 40, .max, .min] as [Int64] {
            let entry = Self.numbers(2, difference, difference) + [.text("v")] + Self.numbers(4)
            #expect(try Self.parts(PackedBytes.listpack(master + entry)) == "###M####0#")
        }
    }

    /// A server loads a wrong lp-count without a word, and aborts when it walks the stream backwards.
    @Test func `a wrong count of an entry's elements is refused`() {
        for wrong: Int64 in [0, 1, 4, 7, 100, -1] {
            for lpCounts in [(wrong, 5, 6), (5, wrong, 6), (5, 5, wrong)] as [(Int64, Int64, Int64)] {
                let error = #expect(throws: ReadError.self) { _ = try Self.parts(Self.node(lpCounts: lpCounts)) }
                #expect(error?.code == .badStructure)
            }
        }
    }

    @Test func `counts that contradict the entries are refused`() {
        for (count, deleted) in [(2, 0), (1, 1), (3, 1), (2, 2), (-1, 4), (4, -1), (.max, 1), (1 << 32, 1 << 32)]
            as [(Int64, Int64)]
        {
            #expect(throws: ReadError.self, "\(count), \(deleted)") {
                _ = try Self.parts(Self.node(count: count, deleted: deleted))
            }
        }
    }

    @Test func `flags that Redis does not know are refused`() {
        for flags: Int64 in [4, 5, 100, -1, .max] {
            #expect(throws: ReadError.self) { _ = try Self.parts(Self.node(flags: flags)) }
        }
    }

    @Test func `text in place of a number is refused`() {
        let text = Element.text("2")
        let number = Self.number(1)
        for place in 0..<9 {
            var elements = [number, Self.number(0), number, .text("f"), Self.number(0), Self.number(2), number, number]
            elements += [.text("v"), Self.number(4)]
            #expect(throws: Never.self) { _ = try Self.parts(PackedBytes.listpack(elements)) }
            guard place != 3, place != 8 else { continue }
            elements[place] = text
            #expect(throws: ReadError.self, "place \(place)") { _ = try Self.parts(PackedBytes.listpack(elements)) }
        }
    }

    @Test func `values are changed in place, integers in their width`() throws {
        var bytes = Self.node()
        var span = bytes.mutableSpan
        var walk = try StreamNodeWalk(span.span)
        while let (element, part) = try walk.next(span.span) {
            guard case .value = part, element.isInteger else { continue }
            walk.store(99, over: element, in: &span)
        }
        #expect(try PackedContent(.listpack, bytes).integers.filter { $0 == 99 }.count == 2)
        #expect(try Self.parts(bytes) == Self.parts(Self.node()))
    }

    @Test func `every cut is refused, and every changed byte is refused or read`() {
        let good = Self.node()
        for count in 0..<good.count {
            #expect(throws: ReadError.self, "cut at \(count)") { _ = try Self.parts(Array(good.prefix(count))) }
        }
        for index in good.indices {
            for bit in 0..<8 {
                var damaged = good
                damaged[index] ^= 1 << bit
                if let parts = try? Self.parts(damaged) { #expect(parts.count <= 25, "byte \(index)") }
            }
        }
        #expect(throws: ReadError.self) { _ = try Self.parts(good + [0]) }
    }

    /// One character for each element: `M` master field, `F` field, `V` its value, a digit for a master field's value.
    private static func parts(_ bytes: [UInt8]) throws(ReadError) -> String {
        var parts = ""
        var walk = try StreamNodeWalk(bytes.span)
        while let (_, part) = try walk.next(bytes.span) {
            switch part {
            case .bookkeeping: parts += "#"
            case .masterField: parts += "M"
            case .entryField: parts += "F"
            case .value(let index): parts += index.map(String.init) ?? "V"
            }
        }
        return parts
    }
}
