/// How far times are moved: by one distance for all times under a key, so that order and intervals stay.
///
/// Whoever knows one time in the original and in the result knows the distance, and so all times. It is between 30 days
/// and two years, to the past or the future.
struct TimeShift: Sendable {
    /// Whole days, for dates.
    let days: Int64
    /// The same distance and a part of a day, for moments.
    let nanoseconds: Int128

    private static let shortest: UInt64 = 30
    private static let longest: UInt64 = 730

    init(_ random: Block) {
        let count = Int64(Self.shortest + random.high % (Self.longest - Self.shortest))
        let isPast = random.low & 1 == 1
        days = isPast ? -count : count
        let dayLength: UInt64 = 86_400_000_000_000
        nanoseconds = Int128(days) * Int128(dayLength) + Int128((random.low >> 1) % dayLength)
    }

    /// The distance in units of which a second has `perSecond`, up to 10^9.
    func units(perSecond: UInt64) -> Int128 {
        // Rounded down, for negative ones too, so that it is the same to the unit.
        let divisor = Int128(1_000_000_000 / perSecond)
        let quotient = nanoseconds / divisor
        return nanoseconds % divisor < 0 ? quotient - 1 : quotient
    }

    /// A number moved by a distance within 0..<size, as on a ring.
    static func moved(_ value: UInt128, by distance: Int128, below size: UInt128) -> UInt128 {
        let step = UInt128(truncatingIfNeeded: distance.magnitude % size)
        if distance >= 0 { return value >= size - step ? value - (size - step) : value + step }
        return value >= step ? value - step : value + (size - step)
    }
}
