import Testing

@testable import Masking

struct NetworkKindTests {
    @Test(arguments: [
        ("fe80::1ff:fe23:4567:890a%eth2", "fe80::", "%eth2"), ("2001:db8::8a2e:370:7334", "2001:db8::", ""),
        ("fd12:3456:789a:1::1", "fd", ""), ("ff02::1:ff00:1234", "ff02::", ""),
        ("::ffff:192.168.3.4", "::ffff:192.168.", ""),
        ("::1", "::1", ""),
    ])
    func `an IPv6 address keeps scope, zone and the places of colons`(address: String, prefix: String, suffix: String)
        throws
    {
        var masker = try testMasker()
        let masked = masker.masked(.ipv6, address)
        #expect(masked.hasPrefix(prefix) && masked.hasSuffix(suffix), "\(masked)")
        #expect(zip(address, masked).allSatisfy { ($0 == ":") == ($1 == ":") && ($0 == ".") == ($1 == ".") })
        #expect(masked != address || address == "::1")
        #expect(masked == masker.masked(.detect, address))
    }

    @Test(arguments: ["john.smith", "annegret", "eth0-annegret", "4111", "eth", "12", "enp0s3x"])
    func `behind an address nothing stays but the name of an interface`(zone: String) throws {
        var masker = try testMasker()
        let masked = masker.masked(.detect, "fe80::1%\(zone)")
        #expect(masked.hasSuffix("%\(zone)") == ["eth", "12"].contains(zone), "\(zone)")
    }

    @Test func `a carried IPv4 address masks as it does by itself`() throws {
        var masker = try testMasker()
        #expect(masker.masked(.detect, "::ffff:8.8.4.4") == "::ffff:" + masker.masked(.detect, "8.8.4.4"))
    }

    @Test(arguments: [
        "1:2:3", "12:30:45", "::", "2001:db8::1::2", "1:2:3:4:5:6:7:8:9", "Ab::aB", "fe80::1%", "g::1", ":1:2",
    ])
    func `what is no IPv6 address is not taken for one`(text: String) {
        var copy = Array(text.utf8)
        let count = copy.count
        let span = copy.mutableSpan
        #expect(IPv6Kind.parse(span, 0..<count) == nil)
    }

    @Test func `a hardware address keeps group and local bit, and the broadcast address stays`() throws {
        var generator = ValueGenerator(seed: 9)
        var masker = try testMasker()
        for _ in 0..<2000 {
            let address = generator.mac()
            let masked = masker.masked(.mac, address)
            let second = address.index(after: address.startIndex)
            let (old, new) = (address[second].hexDigitValue ?? 0, masked[second].hexDigitValue ?? 0)
            #expect(old & 3 == new & 3)
            #expect(detected(Array(masked.utf8)) == .mac)
        }
        #expect(masker.masked(.mac, "ff:ff:ff:ff:ff:ff") == "ff:ff:ff:ff:ff:ff")
    }

    @Test(arguments: [1, 6, 7])
    func `UUIDs that hold a time stay in the order of time`(version: Int) throws {
        var generator = ValueGenerator(seed: 10)
        var masker = try testMasker()
        /// The digits of the time, the most significant first.
        func time(_ uuid: String) -> Substring {
            let parts = uuid.split(separator: "-")
            let text =
                version == 1
                ? parts[2].dropFirst() + parts[1] + parts[0]
                : parts[0] + parts[1] + (version == 6 ? parts[2].dropFirst() : "")
            return Substring(text)
        }
        var previous: (old: Substring, new: Substring)?
        for second in 0..<500 {
            let high = String(0x1F0_0000_0000 + second * 65_536 + generator.below(65_536), radix: 16)
            let digits = String(repeating: "0", count: 15 - high.count - 1) + high + "0"
            let filled = version == 7 ? "0" + high + String(repeating: "0", count: 3) : digits
            let parts =
                version == 1
                ? [filled.suffix(8), filled.dropFirst(3).prefix(4), "1" + filled.prefix(3)]
                : [filled.prefix(8), filled.dropFirst(8).prefix(4), "\(version)" + filled.suffix(3)]
            let uuid = parts.map(String.init).joined(separator: "-") + "-8\(generator.hex(3))-\(generator.hex(12))"
            let masked = masker.masked(.uuid, uuid)
            #expect(time(masked) != time(uuid) && masked.suffix(12) != uuid.suffix(12))
            if let previous {
                #expect(previous.old < time(uuid))
                #expect(previous.new < time(masked))
            }
            previous = (time(uuid), time(masked))
        }
    }
}
