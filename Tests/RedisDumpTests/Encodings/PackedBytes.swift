/// Builds listpacks and ziplists the way a server does, from the outside of the library.
struct PackedBytes {
    /// One element, already encoded, without the part that links it to its neighbour.
    enum Element {
        case string([UInt8])
        case encoded([UInt8])

        static func text(_ text: String) -> Element { .string(Array(text.utf8)) }
    }

    /// A listpack; `statedCount` and `total` overrule what is true.
    static func listpack(_ elements: [Element], statedCount: Int? = nil, total: Int? = nil) -> [UInt8] {
        var body: [UInt8] = []
        for element in elements {
            let bytes = listpackElement(element)
            body += bytes + backLength(bytes.count)
        }
        let count = statedCount ?? min(elements.count, 65535)
        return number(total ?? body.count + 7, 4) + number(count, 2) + body + [0xFF]
    }

    /// A ziplist; entries in `wide` have the length before them in five bytes.
    static func ziplist(
        _ elements: [Element], statedCount: Int? = nil, tail: Int? = nil, wide: Set<Int> = []
    ) -> [UInt8] {
        var body: [UInt8] = []
        var previous = 0
        var last = 0
        for (index, element) in elements.enumerated() {
            last = body.count
            let isWide = previous >= 254 || wide.contains(index)
            body += isWide ? [0xFE] + number(previous, 4) : [UInt8(previous)]
            body += ziplistElement(element)
            previous = body.count - last
        }
        let count = statedCount ?? min(elements.count, 65535)
        return number(body.count + 11, 4) + number(tail ?? last + 10, 4) + number(count, 2) + body + [0xFF]
    }

    private static func listpackElement(_ element: Element) -> [UInt8] {
        switch element {
        case .encoded(let bytes): bytes
        case .string(let text) where text.count < 64: [0x80 | UInt8(text.count)] + text
        case .string(let text) where text.count < 4096: [0xE0 | UInt8(text.count >> 8), UInt8(text.count & 255)] + text
        case .string(let text): [0xF0] + number(text.count, 4) + text
        }
    }

    private static func ziplistElement(_ element: Element) -> [UInt8] {
        switch element {
        case .encoded(let bytes): bytes
        case .string(let text) where text.count < 64: [UInt8(text.count)] + text
        case .string(let text) where text.count < 16384:
            [0x40 | UInt8(text.count >> 8), UInt8(text.count & 255)] + text
        case .string(let text): [0x80] + number(text.count, 4).reversed() + text
        }
    }

    /// `lpEncodeBacklen`, with its limits as Redis has them: one less than the groups of seven bits could hold.
    static func backLength(_ length: Int) -> [UInt8] {
        let byteCount = length <= 127 ? 1 : length < 16383 ? 2 : length < 2_097_151 ? 3 : length < 268_435_455 ? 4 : 5
        return (0..<byteCount).reversed().map { group in
            UInt8(length >> (group * 7) & 127) | (group == byteCount - 1 ? 0 : 128)
        }
    }

    /// A number of some bytes, least significant first.
    static func number(_ value: Int, _ byteCount: Int) -> [UInt8] {
        (0..<byteCount).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }
}
