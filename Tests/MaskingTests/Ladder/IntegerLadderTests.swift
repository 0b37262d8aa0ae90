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

/// The room a number takes in every place Redis stores integers in, and in documents, by the rules of each place.
private struct Room: Equatable {
    var decimalLength: Int
    var isShared: Bool
    var stringBits: Int
    var listpackBits: Int
    var ziplistBits: Int
    var intsetBits: Int
    var messagePackBytes: Int
    var cborBytes: Int
    var pickleBytes: Int
    var marshalBytes: Int
    var varintBytes: Int

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
        // MessagePack: -32 to 127 in the first byte, then the shortest of 1, 2, 4 and 8 bytes, without a sign if it can be.
        func shortest(_ widths: [Int], _ magnitude: UInt64) -> Int {
            for width in widths where width == 8 || magnitude >> UInt64(8 * width) == 0 { return width }
            return 8
        }
        let signedBytes = [1, 2, 4, 8].first(where: { number >> (8 * $0 - 1) == (number < 0 ? -1 : 0) }) ?? 8
        let bytes = shortest([1, 2, 4], number.magnitude)
        messagePackBytes = (-32...127).contains(number) ? 0 : number < 0 ? signedBytes : bytes
        // CBOR: 0 to 23 in the first byte; a negative number is what is left of -1.
        let magnitude = number < 0 ? (~number).magnitude : number.magnitude
        cborBytes = magnitude < 24 ? 0 : shortest([1, 2, 4], magnitude)
        // pickle: 1 and 2 bytes without a sign, 4 with one, then as many as it takes.
        let minimum = (1...8).first(where: { number >> (8 * $0 - 1) == (number < 0 ? -1 : 0) }) ?? 8
        pickleBytes = (0..<65_536).contains(number) ? bytes : minimum <= 4 ? 4 : minimum
        // Marshal: 1 to 4 bytes of a fixnum of 31 bits, its one byte without a count apart; then pairs of bytes.
        switch number {
        case -(1 << 30)..<(1 << 30): marshalBytes = shortest([1, 2, 3, 4], magnitude)
        // A power of two with a minus takes more than its neighbours do; masking walks over it.
        default: marshalBytes = 100 + (magnitude.bitWidth - magnitude.leadingZeroBitCount + 15) / 16
        }
        varintBytes = number < 0 ? 10 : max(1, (64 - number.leadingZeroBitCount + 6) / 7)
    }
}
