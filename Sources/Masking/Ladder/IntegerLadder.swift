/// The number line cut so finely that no integer changes its width when it is permuted inside its interval.
///
/// All numbers of an interval have the same decimal length and take the same room in every place Redis stores
/// integers in. So an integer masks alike wherever it is found, and no container changes its size or encoding.
enum IntegerLadder {
    /// One interval.
    struct Interval: Sendable, Equatable {
        /// Its smallest number.
        var lower: Int64
        /// How many numbers it has.
        var count: UInt64
    }

    /// Every range within which an encoding of Redis, or of documents in its values, takes one width. A range wider than
    /// another of its encoding holds it, so a number's width is that of the narrowest.
    static let widths: [(range: ClosedRange<Int64>, reason: StaticString)] = [
        (0...12, "ziplist: immediate, 4 bits"),
        (0...23, "CBOR: immediate"),
        (-24 ... -1, "CBOR: immediate"),
        (-32...127, "MessagePack: immediate"),
        (0...127, "listpack: 7 bits unsigned; varint: 1 byte"),
        (-128...127, "RDB strings, ziplist, MessagePack: 8 bits"),
        (0...255, "pickle, MessagePack, CBOR, Marshal: 8 bits unsigned"),
        (-256 ... -1, "CBOR, Marshal: 8 bits"),
        (-4096...4095, "listpack: 13 bits"),
        (0...9999, "string objects: shared integers"),
        (0...16_383, "varint: 2 bytes"),
        (-32_768...32_767, "RDB strings, listpack, ziplist, intset, MessagePack: 16 bits"),
        (0...65_535, "pickle, MessagePack, CBOR, Marshal: 16 bits unsigned"),
        (-65_536 ... -1, "CBOR, Marshal: 16 bits"),
        (0...2_097_151, "varint: 3 bytes"),
        (-8_388_608...8_388_607, "listpack, ziplist: 24 bits"),
        (-16_777_216...16_777_215, "Marshal: 24 bits and a sign"),
        (0...268_435_455, "varint: 4 bytes"),
        (-1_073_741_824...1_073_741_823, "Marshal: fixnum, 30 bits and a sign"),
        (-2_147_483_648...2_147_483_647, "RDB strings, listpack, ziplist, intset, pickle, BSON: 32 bits"),
        (0...4_294_967_295, "MessagePack, CBOR: 32 bits unsigned"),
        (-4_294_967_296 ... -1, "CBOR, Marshal: 32 bits"),
        (0...34_359_738_367, "varint: 5 bytes"),
        (-549_755_813_888...549_755_813_887, "pickle: 40 bits"),
        (0...4_398_046_511_103, "varint: 6 bytes"),
        (-140_737_488_355_328...140_737_488_355_327, "pickle: 48 bits"),
        (-281_474_976_710_656...281_474_976_710_655, "Marshal: 48 bits and a sign"),
        (0...562_949_953_421_311, "varint: 7 bytes"),
        (-36_028_797_018_963_968...36_028_797_018_963_967, "pickle: 56 bits"),
        (0...72_057_594_037_927_935, "varint: 8 bytes"),
        (Int64.min...Int64.max, "64 bits everywhere"),
    ]

    /// All intervals, in order, without gaps.
    static let intervals: [Interval] = {
        // A border is the first number of an interval.
        var borders: Set<Int64> = [0]
        for (range, _) in widths {
            borders.insert(range.lowerBound)
            if range.upperBound < .max { borders.insert(range.upperBound + 1) }
        }
        var power: Int64 = 1
        for _ in 0...18 {
            borders.insert(power)
            borders.insert(1 - power)
            power = power.multipliedReportingOverflow(by: 10).partialValue
        }
        let sorted = borders.sorted()
        return zip(sorted, sorted.dropFirst().map { $0 - 1 } + [.max]).map { lower, upper in
            Interval(lower: lower, count: UInt64(bitPattern: upper &- lower) + 1)
        }
    }()

    /// The interval a number lies in.
    static func interval(of number: Int64) -> Interval {
        index.interval(of: number)
    }

    /// A number of the same interval, by the permutation of the cipher for the interval's size.
    static func masked(_ number: Int64, by cipher: PermutationCipher, tweak: UInt64 = 0) -> Int64 {
        let interval = interval(of: number)
        // Differences are taken modulo 2^64: an interval is at most 2^63 long, so they come out right.
        let rank = UInt64(bitPattern: number &- interval.lower)
        let permuted = cipher.permuted(rank, below: interval.count, tweak: tweak)
        return interval.lower &+ Int64(bitPattern: permuted)
    }

    /// Masks many numbers, those of one interval together; `ranks` is scratch memory.
    static func mask(_ numbers: inout [Int64], by cipher: PermutationCipher, ranks: inout [UInt64]) {
        var start = 0
        while start < numbers.count {
            let interval = interval(of: numbers[start])
            ranks.removeAll(keepingCapacity: true)
            var end = start
            while end < numbers.count {
                let rank = UInt64(bitPattern: numbers[end] &- interval.lower)
                guard rank < interval.count else { break }
                ranks.append(rank)
                end += 1
            }
            cipher.permute(&ranks, below: interval.count)
            for place in start..<end { numbers[place] = interval.lower &+ Int64(bitPattern: ranks[place - start]) }
            start = end
        }
    }

    private static let index = LadderIndex(intervals)
}

/// Finds the interval of a number by its sign and bit width, and a step or two.
private struct LadderIndex: Sendable {
    private let intervals: [IntegerLadder.Interval]
    /// For each sign and number of significant bits, where the smallest such number lies.
    private let first: [UInt8]

    init(_ intervals: [IntegerLadder.Interval]) {
        self.intervals = intervals
        first = (0..<128).map { group in
            let bits = group & 63
            let isNegative = group >= 64
            let smallest: Int64 =
                isNegative ? ~(bits == 63 ? .max : (1 << Int64(bits)) - 1) : bits == 0 ? 0 : 1 << Int64(bits - 1)
            return UInt8((intervals.lastIndex { $0.lower <= smallest }) ?? 0)
        }
    }

    @inline(__always)
    func interval(of number: Int64) -> IntegerLadder.Interval {
        let magnitude = number < 0 ? ~number : number
        let group = (64 - magnitude.leadingZeroBitCount) | (number < 0 ? 64 : 0)
        var place = Int(first[group])
        while place + 1 < intervals.count, intervals[place + 1].lower <= number { place += 1 }
        return intervals[place]
    }
}
