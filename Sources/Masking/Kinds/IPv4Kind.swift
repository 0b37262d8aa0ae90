/// IPv4 addresses in dotted notation.
enum IPv4Kind {
    /// The octets, or nil. Octets have no leading zero.
    static func parse(_ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>) -> InlineArray<4, UInt32>? {
        guard range.count >= 7, range.count <= 15 else { return nil }
        var octets: InlineArray<4, UInt32> = [0, 0, 0, 0]
        var number = 0
        var digitCount = 0
        for index in range {
            let byte = text[index]
            if byte == 0x2E {
                guard digitCount > 0, number < 3 else { return nil }
                number += 1
                digitCount = 0
                continue
            }
            let digit = byte &- 0x30
            guard digit < 10, !(digitCount > 0 && octets[number] == 0) else { return nil }
            octets[number] = octets[number] * 10 + UInt32(digit)
            digitCount += 1
            guard octets[number] <= 255 else { return nil }
        }
        return number == 3 && digitCount > 0 ? octets : nil
    }

    /// How many octets at the front say what kind of network it is, and so stay: RFC 1918, loopback, link-local,
    /// shared (RFC 6598), multicast and reserved; 0 for public addresses.
    static func networkOctets(_ octets: InlineArray<4, UInt32>) -> Int {
        switch (octets[0], octets[1]) {
        case (10, _), (127, _), (0, _), (224...255, _): 1
        case (192, 168), (169, 254), (172, 16...31), (100, 64...127): 2
        default: 0
        }
    }

    /// Numbers an octet can have with the same count of digits.
    static func interval(of octet: UInt32) -> Range<UInt32> { octet < 10 ? 0..<10 : octet < 100 ? 10..<100 : 100..<256 }
}

extension Masker {
    /// The octets that do not name the network are permuted together, each within its count of digits.
    mutating func maskIPv4(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        guard var octets = IPv4Kind.parse(text, range) else { return }
        let kept = IPv4Kind.networkOctets(octets)
        var tweak = UInt64(kept)
        for number in 0..<kept { tweak = tweak << 8 | UInt64(octets[number]) }
        repeat {
            var rank: UInt64 = 0
            var size: UInt64 = 1
            for number in kept..<4 {
                let interval = IPv4Kind.interval(of: octets[number])
                rank = rank * UInt64(interval.count) + UInt64(octets[number] - interval.lowerBound)
                size *= UInt64(interval.count)
            }
            rank = addresses.permuted(rank, below: size, tweak: tweak)
            for number in (kept..<4).reversed() {
                let interval = IPv4Kind.interval(of: octets[number])
                octets[number] = interval.lowerBound + UInt32(rank % UInt64(interval.count))
                rank /= UInt64(interval.count)
            }
        } while IPv4Kind.networkOctets(octets) != kept
        var index = range.lowerBound
        for number in 0..<4 {
            var divisor: UInt32 = octets[number] < 10 ? 1 : octets[number] < 100 ? 10 : 100
            while divisor > 0 {
                text[index] = 0x30 + UInt8(octets[number] / divisor % 10)
                divisor /= 10
                index += 1
            }
            index += 1
        }
    }
}
