/// The brands of payment cards: which first four digits belong to whom, and how many digits their numbers have.
///
/// From ISO/IEC 7812-1 and the ranges the networks publish, to four digits. What is in no row is no known brand.
struct CardBrand: Sendable {
    /// The first four digits, as numbers.
    let prefixes: [ClosedRange<UInt64>]
    /// The counts of digits of its numbers.
    let digitCounts: ClosedRange<Int>

    /// How many first four digits it has.
    let prefixCount: UInt64

    private init(prefixes: [ClosedRange<UInt64>], digitCounts: ClosedRange<Int>) {
        self.prefixes = prefixes
        self.digitCounts = digitCounts
        prefixCount = prefixes.reduce(0) { $0 + UInt64($1.count) }
    }

    static let all: [CardBrand] = [
        // Visa
        CardBrand(prefixes: [4000...4999], digitCounts: 13...19),
        // Mastercard
        CardBrand(prefixes: [2221...2720, 5100...5599], digitCounts: 16...16),
        // American Express
        CardBrand(prefixes: [3400...3499, 3700...3799], digitCounts: 15...15),
        // Discover
        CardBrand(prefixes: [6011...6011, 6440...6499, 6500...6599], digitCounts: 16...19),
        // JCB
        CardBrand(prefixes: [3528...3589], digitCounts: 16...19),
        // Diners Club
        CardBrand(prefixes: [3000...3059, 3095...3095, 3600...3699, 3800...3999], digitCounts: 14...19),
        // UnionPay
        CardBrand(prefixes: [6200...6299], digitCounts: 16...19),
        // Maestro
        CardBrand(prefixes: [5000...5099, 5600...5899, 6304...6304, 6759...6763], digitCounts: 13...19),
    ]

    /// All other first digits; zeros ahead are a brand of their own, as such a number is no integer.
    static let unknown: [CardBrand] = [
        CardBrand(prefixes: [0...999], digitCounts: 13...19),
        CardBrand(prefixes: gaps(in: 1000...9999), digitCounts: 13...19),
    ]

    private static func gaps(in range: ClosedRange<UInt64>) -> [ClosedRange<UInt64>] {
        let taken = all.flatMap(\.prefixes).sorted { $0.lowerBound < $1.lowerBound }
        var gaps: [ClosedRange<UInt64>] = []
        var start = range.lowerBound
        for prefix in taken {
            if prefix.lowerBound > start { gaps.append(start...prefix.lowerBound - 1) }
            start = prefix.upperBound + 1
        }
        return gaps + [start...range.upperBound]
    }

    /// The brand of first four digits, and their number among those of the brand.
    static func place(of prefix: UInt64) -> (brand: CardBrand, index: UInt64, isKnown: Bool)? {
        for (number, brand) in allAndUnknown.enumerated() {
            guard let index = brand.index(of: prefix) else { continue }
            return (brand, index, number < all.count)
        }
        return nil
    }

    private static let allAndUnknown = all + unknown

    /// The number of first four digits among those of the brand.
    func index(of prefix: UInt64) -> UInt64? {
        var before: UInt64 = 0
        for range in prefixes {
            if range.contains(prefix) { return before + prefix - range.lowerBound }
            before += UInt64(range.count)
        }
        return nil
    }

    /// The first four digits of a number among those of the brand.
    func prefix(_ index: UInt64) -> UInt64 {
        var rest = index
        for range in prefixes {
            if rest < UInt64(range.count) { return range.lowerBound + rest }
            rest -= UInt64(range.count)
        }
        return 0
    }
}
