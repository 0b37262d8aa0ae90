/// The scores that GEOADD writes: 52 bits, of which the odd ones are the longitude and the even ones the latitude.
///
/// Each coordinate is a number of 26 bits (`GEO_STEP_MAX`): longitude from −180 to 180 degrees, latitude between
/// ±85.05112878, where the Mercator projection is square.
enum GeoScore {
    static let stepCount: UInt64 = 1 << 26
    static let longitudeStep = 360.0 / 67_108_864
    static let latitudeLimit = 85.05112878
    static let latitudeStep = 2 * latitudeLimit / 67_108_864
    /// Metres in a degree of a great circle of the sphere that Redis takes the earth for.
    static let degreeLength = 111_226.3

    static func decode(_ score: UInt64) -> (latitude: UInt64, longitude: UInt64) {
        (squeezed(score), squeezed(score >> 1))
    }

    static func encode(latitude: UInt64, longitude: UInt64) -> UInt64 { spread(latitude) | spread(longitude) << 1 }

    private static func spread(_ bits: UInt64) -> UInt64 {
        var bits = bits
        bits = (bits | bits << 16) & 0x0000_FFFF_0000_FFFF
        bits = (bits | bits << 8) & 0x00FF_00FF_00FF_00FF
        bits = (bits | bits << 4) & 0x0F0F_0F0F_0F0F_0F0F
        bits = (bits | bits << 2) & 0x3333_3333_3333_3333
        return (bits | bits << 1) & 0x5555_5555_5555_5555
    }

    private static func squeezed(_ bits: UInt64) -> UInt64 {
        var bits = bits & 0x5555_5555_5555_5555
        bits = (bits | bits >> 1) & 0x3333_3333_3333_3333
        bits = (bits | bits >> 2) & 0x0F0F_0F0F_0F0F_0F0F
        bits = (bits | bits >> 4) & 0x00FF_00FF_00FF_00FF
        bits = (bits | bits >> 8) & 0x0000_FFFF_0000_FFFF
        return (bits | bits >> 16) & 0x0000_0000_FFFF_FFFF
    }

    /// The cosine of up to 90 degrees, good to eight digits, and never zero.
    static func cosine(degrees: Double) -> Double {
        let square = degrees * degrees * (3.141592653589793 / 180) * (3.141592653589793 / 180)
        var (term, sum) = (1.0, 1.0)
        for number in 1...10 {
            term *= -square / Double((2 * number - 1) * (2 * number))
            sum += term
        }
        return max(sum, 0.01)
    }

    /// A coordinate moved by a number of steps; at an end of the range it goes the other way.
    static func moved(_ value: UInt64, by steps: Double) -> UInt64 {
        guard let distance = Int64(exactly: steps.rounded()) else { return value }
        let sum = Int64(value) &+ distance
        if sum >= 0, sum < Int64(stepCount) { return UInt64(sum) }
        let other = Int64(value) &- distance
        return UInt64(clamping: min(max(other, 0), Int64(stepCount) - 1))
    }
}

extension Masker {
    /// A place near that of a score, within a radius, as the key and the score say; the same for the same score. Not
    /// injective. A score that GEOADD cannot have written becomes one that says nothing of it.
    public func maskedGeoScore(_ score: Double, radiusMetres: Double) -> Double {
        var random = Block(high: score.bitPattern ^ 0x6765_6F73_636F_7265, low: 0x6D61_6E6E_6571_7569)
        random = stream.encrypted(random)
        guard let bits = UInt64(exactly: score), bits < 1 << 52 else { return Double(random.high >> 12) }
        let place = GeoScore.decode(bits)
        // A point of the square until one is in the circle: four of five times it is the first.
        var (east, north) = (0.0, 0.0)
        repeat {
            random = stream.encrypted(random)
            east = Double(random.high >> 11) / 4_503_599_627_370_496 - 1
            north = Double(random.low >> 11) / 4_503_599_627_370_496 - 1
        } while east * east + north * north > 1
        let radius = radiusMetres.isFinite ? min(max(radiusMetres, 0), 1_000_000) : 0
        let degrees = Double(place.latitude) * GeoScore.latitudeStep - GeoScore.latitudeLimit
        let cosine = GeoScore.cosine(degrees: degrees)
        let latitude = GeoScore.moved(
            place.latitude, by: north * radius / GeoScore.degreeLength / GeoScore.latitudeStep)
        let longitude = GeoScore.moved(
            place.longitude, by: east * radius / GeoScore.degreeLength / cosine / GeoScore.longitudeStep)
        return Double(GeoScore.encode(latitude: latitude, longitude: longitude))
    }
}
