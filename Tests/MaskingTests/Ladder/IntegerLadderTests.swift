import Testing

@testable import Masking

struct IntegerLadderTests {
    private let cipher = PermutationCipher(subkey: [UInt8](0..<16), kindTag: 1, tables: SmallDomainTables())

    @Test func `intervals cover the number line without gaps`() {
        var next = Int64.min
        for interval in IntegerLadder.intervals.dropLast() {
            #expect(interval.lower == next)
            next = interval.lower &+ Int64(bitPattern: interval.count)
        }
        #expect(IntegerLadder.intervals.last?.lower == next)
        #expect(next &+ Int64(bitPattern: IntegerLadder.intervals.last?.count ?? 0) == .min)
    }

    @Test func `zero is alone`() {
        #expect(IntegerLadder.interval(of: 0) == IntegerLadder.Interval(lower: 0, count: 1))
        #expect(IntegerLadder.masked(0, by: cipher) == 0)
    }

    @Test(arguments: IntegerLadder.intervals.indices)
    func `all numbers of an interval take the same room everywhere`(index: Int) {
        let interval = IntegerLadder.intervals[index]
        let upper = interval.lower &+ Int64(bitPattern: interval.count - 1)
        let middle = interval.lower &+ Int64(bitPattern: interval.count / 2)
        for number in [interval.lower, middle, upper] {
            #expect(Room(number) == Room(interval.lower), "\(number)")
            #expect(IntegerLadder.interval(of: number) == interval, "\(number)")
        }
        // No border is there for nothing, but the one that leaves zero alone.
        if index > 0, interval.lower != 1 { #expect(Room(interval.lower - 1) != Room(interval.lower)) }
    }

    @Test func `numbers at both sides of every limit fall where their room says`() {
        let powers = (0...18).map { power in (0..<power).reduce(1 as Int64) { value, _ in value * 10 } }
        let limits = (0...62).map { 1 << $0 as Int64 } + powers + [12, 13, .max, .min, .min + 1, 0]
        for number in limits.flatMap({ [$0, $0 &+ 1, $0 &- 1, 0 &- $0, ~$0] }) {
            let interval = IntegerLadder.interval(of: number)
            #expect(interval.lower <= number)
            #expect(UInt64(bitPattern: number &- interval.lower) < interval.count)
            #expect(IntegerLadder.intervals.contains(interval))
        }
    }

    @Test func `a masked number takes the room of the original`() {
        for interval in IntegerLadder.intervals {
            let upper = interval.lower &+ Int64(bitPattern: interval.count - 1)
            for number in [interval.lower, interval.lower &+ Int64(bitPattern: interval.count / 3), upper] {
                let masked = IntegerLadder.masked(number, by: cipher)
                #expect(Room(masked) == Room(number), "\(number) became \(masked)")
                #expect(IntegerLadder.interval(of: masked) == interval)
            }
        }
    }

    @Test func `no two numbers are masked to the same one`() {
        // These are whole intervals, so the masked numbers are the same ones in another order.
        let numbers = Array(-32_768...32_767 as ClosedRange<Int64>)
        let isPermuted = numbers.map { IntegerLadder.masked($0, by: cipher) }.sorted() == numbers
        #expect(isPermuted)
    }

    @Test func `a tweak gives other numbers of the same interval`() {
        let numbers = Array(1_000_000...1_000_050 as ClosedRange<Int64>)
        let plain = numbers.map { IntegerLadder.masked($0, by: cipher) }
        let tweaked = numbers.map { IntegerLadder.masked($0, by: cipher, tweak: 1) }
        #expect(plain != tweaked)
        #expect(tweaked.allSatisfy { IntegerLadder.interval(of: $0) == IntegerLadder.interval(of: 1_000_000) })
    }
}

/// The room a number takes in every place Redis stores integers in, by the rules of each place.
private struct Room: Equatable {
    var decimalLength: Int
    var isShared: Bool
    var stringBits: Int
    var listpackBits: Int
    var ziplistBits: Int
    var intsetBits: Int

    init(_ number: Int64) {
        decimalLength = String(number).utf8.count
        isShared = number >= 0 && number < 10_000
        let twosComplement = [8, 16, 24, 32, 64].first { number >> ($0 - 1) == (number < 0 ? -1 : 0) } ?? 64
        // RDB strings: 8, 16 or 32 bits, otherwise the digits.
        stringBits = twosComplement == 24 ? 32 : twosComplement == 64 ? 0 : twosComplement
        // Listpack: 0xxxxxxx, 110xxxxx with one byte more, then 16, 24, 32 and 64 bits.
        switch number {
        case 0..<128: listpackBits = 7
        case -4096..<4096: listpackBits = 13
        default: listpackBits = max(16, twosComplement)
        }
        // Ziplist: 1111xxxx for 0 to 12, then 8, 16, 24, 32 and 64 bits.
        ziplistBits = number >= 0 && number <= 12 ? 4 : twosComplement
        // Intset: 16, 32 or 64 bits.
        intsetBits = twosComplement <= 16 ? 16 : twosComplement <= 32 ? 32 : 64
    }
}
