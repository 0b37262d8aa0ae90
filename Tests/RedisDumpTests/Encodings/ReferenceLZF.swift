/// LZF in its plainest form: what the library's own decoder is compared with, and a greedy compressor.
enum ReferenceLZF {
    /// Unpacks byte by byte; nil when the packed bytes are damaged.
    static func unpacked(_ packed: [UInt8], plainCount: Int) -> [UInt8]? {
        var plain: [UInt8] = []
        var rest = packed[...]
        while let control = rest.popFirst() {
            if control < 32 {
                guard rest.count > control else { return nil }
                plain += rest.prefix(Int(control) + 1)
                rest = rest.dropFirst(Int(control) + 1)
            } else {
                var length = Int(control >> 5) + 2
                if control >> 5 == 7 {
                    guard let more = rest.popFirst() else { return nil }
                    length += Int(more)
                }
                guard let low = rest.popFirst() else { return nil }
                let distance = Int(control & 31) << 8 + Int(low) + 1
                guard distance <= plain.count else { return nil }
                for _ in 0..<length { plain.append(plain[plain.count - distance]) }
            }
            guard plain.count <= plainCount else { return nil }
        }
        return plain.count == plainCount ? plain : nil
    }

    /// Packs with the last place of every three bytes, as `liblzf` does, but with the longest runs and copies there are.
    static func packed(_ plain: [UInt8]) -> [UInt8] {
        var packed: [UInt8] = []
        var literals: [UInt8] = []
        var places: [Int: Int] = [:]
        func flush() {
            for start in stride(from: 0, to: literals.count, by: 32) {
                let run = literals[start..<min(start + 32, literals.count)]
                packed += [UInt8(run.count - 1)] + run
            }
            literals = []
        }
        var at = 0
        while at < plain.count {
            let hash = at + 2 < plain.count ? Int(plain[at]) << 16 | Int(plain[at + 1]) << 8 | Int(plain[at + 2]) : -1
            let place = places[hash]
            if hash >= 0 { places[hash] = at }
            guard let place, at - place <= 8192 else {
                literals.append(plain[at])
                at += 1
                continue
            }
            var length = 3
            while length < 264, at + length < plain.count, plain[place + length] == plain[at + length] { length += 1 }
            flush()
            let offset = at - place - 1
            if length < 9 {
                packed.append(UInt8((length - 2) << 5 | offset >> 8))
            } else {
                packed += [UInt8(7 << 5 | offset >> 8), UInt8(length - 9)]
            }
            packed.append(UInt8(offset & 255))
            at += length
        }
        flush()
        return packed
    }
}
