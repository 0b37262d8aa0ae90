import Testing

@testable import Masking

struct TimeAndPlaceTests {
    @Test func `intervals between times stay, in every unit`() throws {
        var masker = try testMasker()
        for unit in [1, 1000, 1_000_000, 1_000_000_000] as [Int64] {
            let times = [1_694_089_179, 1_694_092_779, 1_700_000_000].map { $0 * unit + unit / 3 }
            let masked = times.map { masker.masked($0, as: .epoch) }
            #expect(masked[1] - masked[0] == times[1] - times[0] && masked[2] - masked[0] == times[2] - times[0])
            #expect(masked[0] != times[0])
            #expect(masked[0] / unit - masker.masked(times[0] / unit, as: .epoch) <= 1)
        }
        let fraction = masker.masked(.epoch, "1694089179.123456")
        #expect(fraction.count == 17 && fraction.suffix(6) != "123456")
    }

    @Test func `a date moves by whole days, or keeps nothing but its year`() throws {
        var masker = try testMasker()
        let masked = masker.masked(.dateShift, "1985-04-12T23:20:50.52Z")
        #expect(masked.hasSuffix("T23:20:50.52Z") && !masked.hasPrefix("1985-04-12"))
        func day(_ text: String) -> UInt64? {
            var copy = Array(text.utf8)
            let count = copy.count
            let span = copy.mutableSpan
            return DateKind.parse(span, 0..<count)?.day
        }
        let days = ["2001-01-01", "2001-03-01", "2024-02-29"]
        let moved = days.map { day(masker.masked(.dateShift, $0)) ?? 0 }
        let originals = days.map { day($0) ?? 0 }
        #expect(
            moved[1] - moved[0] == originals[1] - originals[0] && moved[2] - moved[0] == originals[2] - originals[0])
        #expect(masker.masked(.dateYear, "1985-04-12T23:20:50.52Z") == "1985-01-01T00:00:00.00Z")
        #expect(masker.masked(.dateYear, "2024-02-29") == "2024-01-01")
    }

    @Test func `a score of a place moves within the radius`() throws {
        let masker = try testMasker()
        var generator = ValueGenerator(seed: 13)
        for _ in 0..<2000 {
            let latitude = UInt64(generator.below(1 << 26))
            let longitude = UInt64(generator.below(1 << 26))
            let score = Double(GeoScore.encode(latitude: latitude, longitude: longitude))
            let masked = masker.maskedGeoScore(score, radiusMetres: 1000)
            #expect(masked == masker.maskedGeoScore(score, radiusMetres: 1000))
            let place = GeoScore.decode(UInt64(masked))
            let north = (Double(place.latitude) - Double(latitude)) * GeoScore.latitudeStep * GeoScore.degreeLength
            #expect(abs(north) <= 1001, "\(score)")
            let degrees = Double(latitude) * GeoScore.latitudeStep - GeoScore.latitudeLimit
            let east = (Double(place.longitude) - Double(longitude)) * GeoScore.longitudeStep
            #expect(abs(east * GeoScore.degreeLength * GeoScore.cosine(degrees: degrees)) <= 1001, "\(score)")
        }
    }

    @Test(arguments: [-1, 0.5, .infinity, .nan, 4_503_599_627_370_496])
    func `a score that is no place becomes a number that is one`(score: Double) throws {
        let masked = try testMasker().maskedGeoScore(score, radiusMetres: 1000)
        #expect(masked >= 0 && masked < 4_503_599_627_370_496 && masked == masked.rounded())
    }

    @Test func `the score of Palermo in the documentation of GEOADD is taken apart`() {
        // 13.361389 E, 38.115556 N: 3479099956230698.
        let place = GeoScore.decode(3_479_099_956_230_698)
        #expect(abs(Double(place.latitude) * GeoScore.latitudeStep - GeoScore.latitudeLimit - 38.115556) < 0.00001)
        #expect(abs(Double(place.longitude) * GeoScore.longitudeStep - 180 - 13.361389) < 0.00001)
        #expect(GeoScore.encode(latitude: place.latitude, longitude: place.longitude) == 3_479_099_956_230_698)
    }

    @Test func `noise and displacement stay near`() throws {
        var generator = ValueGenerator(seed: 14)
        var masker = try testMasker()
        var (noise, distance) = (0.0, 0.0)
        for _ in 0..<3000 {
            let amount = generator.amount()
            let (old, new) = (try #require(Double(amount)), try #require(Double(masker.masked(.numberNoise, amount))))
            #expect(abs(new - old) <= max(abs(old) / 10, 1) * 1.000001, "\(amount) became \(new)")
            let latitude = "\(generator.below(90)).\(generator.digits(6))"
            let moved = try #require(Double(masker.masked(.latitude, latitude)))
            #expect(abs(moved - (Double(latitude) ?? 0)) <= 0.0200001 && moved <= 90)
            noise += abs(new - old) / max(abs(old), 10)
            distance += abs(moved - (Double(latitude) ?? 0))
        }
        // Half of the most, on average.
        #expect(noise / 3000 > 0.03 && distance / 3000 > 0.008)
    }
}
