/// Writes the packed collections of Redis, and LZF.
enum PackedWriter {
    /// An element: a string that is no integer, or an integer.
    enum Element {
        case text([UInt8])
        case integer(Int64)

        /// As a server stores it: what is the canonical text of an integer becomes one.
        init(_ text: String) {
            if let value = Int64(text), String(value) == text {
                self = .integer(value)
            } else {
                self = .text(Array(text.utf8))
            }
        }
    }

    // MARK: Listpack

    static func listpack(_ elements: [Element]) -> [UInt8] {
        let body = elements.flatMap(listpackElement)
        return littleEndian(UInt64(body.count + 7), 4) + littleEndian(UInt64(min(elements.count, 65535)), 2) + body + [
            0xFF
        ]
    }

    private static func listpackElement(_ element: Element) -> [UInt8] {
        var bytes: [UInt8]
        switch element {
        case .text(let text):
            if text.count < 64 {
                bytes = [0x80 | UInt8(text.count)]
            } else if text.count < 4096 {
                bytes = [0xE0 | UInt8(text.count >> 8), UInt8(text.count & 0xFF)]
            } else {
                bytes = [0xF0] + littleEndian(UInt64(text.count), 4)
            }
            bytes += text
        case .integer(let value):
            let bits = UInt64(bitPattern: value)
            switch value {
            case 0...127: bytes = [UInt8(value)]
            case -4096...4095: bytes = [0xC0 | UInt8(bits >> 8 & 0x1F), UInt8(bits & 0xFF)]
            case -32768...32767: bytes = [0xF1] + littleEndian(bits, 2)
            case -8_388_608...8_388_607: bytes = [0xF2] + littleEndian(bits, 3)
            case -2_147_483_648...2_147_483_647: bytes = [0xF3] + littleEndian(bits, 4)
            default: bytes = [0xF4] + littleEndian(bits, 8)
            }
        }
        return bytes + backLength(bytes.count)
    }

    private static func backLength(_ count: Int) -> [UInt8] {
        var groups = [UInt8(count & 127)]
        var rest = count >> 7
        while rest > 0 {
            groups.append(UInt8(rest & 127))
            rest >>= 7
        }
        // Most significant group first in memory; all but that one carry the mark to go on.
        return groups.indices.reversed().map { $0 == groups.count - 1 ? groups[$0] : groups[$0] | 128 }
    }

    // MARK: Ziplist

    static func ziplist(_ elements: [Element]) -> [UInt8] {
        var body: [UInt8] = []
        var previous = 0
        var tail = 10
        for element in elements {
            tail = 10 + body.count
            var entry = previous < 254 ? [UInt8(previous)] : [0xFE] + littleEndian(UInt64(previous), 4)
            entry += ziplistData(element)
            body += entry
            previous = entry.count
        }
        return littleEndian(UInt64(body.count + 11), 4) + littleEndian(UInt64(tail), 4)
            + littleEndian(UInt64(elements.count), 2) + body + [0xFF]
    }

    private static func ziplistData(_ element: Element) -> [UInt8] {
        switch element {
        case .text(let text):
            if text.count < 64 { return [UInt8(text.count)] + text }
            if text.count < 16384 { return [0x40 | UInt8(text.count >> 8), UInt8(text.count & 0xFF)] + text }
            return [0x80] + littleEndian(UInt64(text.count), 4).reversed() + text
        case .integer(let value):
            let bits = UInt64(bitPattern: value)
            switch value {
            case 0...12: return [0xF1 + UInt8(value)]
            case -128...127: return [0xFE] + littleEndian(bits, 1)
            case -32768...32767: return [0xC0] + littleEndian(bits, 2)
            case -8_388_608...8_388_607: return [0xF0] + littleEndian(bits, 3)
            case -2_147_483_648...2_147_483_647: return [0xD0] + littleEndian(bits, 4)
            default: return [0xE0] + littleEndian(bits, 8)
            }
        }
    }

    // MARK: Intset

    static func intset(_ values: [Int64]) -> [UInt8] {
        let fits16 = values.allSatisfy { Int16(exactly: $0) != nil }
        let fits32 = values.allSatisfy { Int32(exactly: $0) != nil }
        let width = fits16 ? 2 : fits32 ? 4 : 8
        return littleEndian(UInt64(width), 4) + littleEndian(UInt64(values.count), 4)
            + values.sorted().flatMap { littleEndian(UInt64(bitPattern: $0), width) }
    }

    // MARK: Zipmap

    /// Pairs of fewer than 254 bytes each, the values followed by `unused` bytes of what was there before.
    static func zipmap(_ pairs: [(field: [UInt8], value: [UInt8], unused: [UInt8])]) -> [UInt8] {
        var bytes = [UInt8(pairs.count)]
        for pair in pairs {
            bytes.append(UInt8(pair.field.count))
            bytes += pair.field
            bytes.append(UInt8(pair.value.count))
            bytes.append(UInt8(pair.unused.count))
            bytes += pair.value + pair.unused
        }
        return bytes + [0xFF]
    }

    // MARK: Stream node

    /// One node: the first entry has the master's fields, the second its own.
    static func streamNode(master: [(String, String)], own: [(String, String)]) -> [UInt8] {
        var elements: [Element] = [.integer(own.isEmpty ? 1 : 2), .integer(0), .integer(Int64(master.count))]
        elements += master.map { Element($0.0) } + [.integer(0)]
        elements += [.integer(2), .integer(0), .integer(0)] + master.map { Element($0.1) }
        elements.append(.integer(Int64(master.count + 3)))
        if !own.isEmpty {
            elements += [.integer(0), .integer(0), .integer(1), .integer(Int64(own.count))]
            elements += own.flatMap { [Element($0.0), Element($0.1)] }
            elements.append(.integer(Int64(own.count * 2 + 4)))
        }
        return listpack(elements)
    }

    // MARK: LZF

    /// Packs by a plain search for the longest repetition, close by.
    static func lzf(_ text: [UInt8]) -> [UInt8] {
        var packed: [UInt8] = []
        var literals: [UInt8] = []
        func flush() {
            for start in stride(from: 0, to: literals.count, by: 32) {
                let run = literals[start..<min(start + 32, literals.count)]
                packed.append(UInt8(run.count - 1))
                packed += run
            }
            literals = []
        }
        var at = 0
        while at < text.count {
            let (length, distance) = repetition(text, at)
            guard length >= 4 else {
                literals.append(text[at])
                at += 1
                continue
            }
            flush()
            let coded = length - 2
            packed.append(UInt8(min(coded, 7) << 5 | (distance - 1) >> 8))
            if coded >= 7 { packed.append(UInt8(coded - 7)) }
            packed.append(UInt8((distance - 1) & 0xFF))
            at += length
        }
        flush()
        return packed
    }

    private static func repetition(_ text: [UInt8], _ at: Int) -> (length: Int, distance: Int) {
        var best = (length: 0, distance: 1)
        for distance in 1...max(1, min(at, 300)) where distance <= at {
            var length = 0
            while length < 264, at + length < text.count, text[at + length] == text[at + length - distance] {
                length += 1
            }
            if length > best.length { best = (length, distance) }
        }
        return best
    }
}
