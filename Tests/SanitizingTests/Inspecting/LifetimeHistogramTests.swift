import Testing

@testable import Sanitizing

struct LifetimeHistogramTests {
    @Test(
        arguments: [
            (-1, "expired"), (0, "expired"), (1, "<1m"), (59_999, "<1m"), (60_000, "<1h"), (3_600_000, "<1d"),
            (86_400_000, "<7d"), (604_800_000, "<30d"), (2_592_000_000, "<1y"), (31_536_000_000, "more"),
        ] as [(Int64, String)])
    func `a lifetime falls into its bucket`(_ lifetime: Int64, _ label: String) {
        for start in [Int64(0), 1_748_779_200_000] {
            var histogram = LifetimeHistogram()
            histogram.add(expiry: start + lifetime, from: start)
            #expect(histogram.buckets.filter { $0.count > 0 } == [.init(label: label, count: 1)])
        }
    }

    @Test
    func `expiries at the ends of time do not overflow`() {
        var histogram = LifetimeHistogram()
        histogram.add(expiry: .min, from: .max)
        histogram.add(expiry: .max, from: .min)
        histogram.addWithoutExpiry()
        #expect(histogram.buckets.filter { $0.count > 0 }.map(\.label) == ["none", "expired", "more"])
        #expect(histogram.expiring == 2)
    }
}
