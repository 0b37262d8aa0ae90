/// Snappy's blocks: the length of the content as a varint, then literals and copies.
///
///     xxxxxx00  literal of x+1 bytes up to 60; 60 to 63: the length - 1 is in 1 to 4 bytes behind
///     xxxyyy01  copy of y+4 bytes, offset of 11 bits: x and a byte
///     yyyyyy10  copy of y+1 bytes, offset of 2 bytes          yyyyyy11  the same, offset of 4 bytes
struct SnappyBlock {
    /// One step of the unpacking.
    private enum Step {
        case literal(Range<Int>)
        case copy(count: Int, offset: Int)

        /// Bytes that it takes.
        var size: Int {
            switch self {
            case .literal(let range): range.count + (range.count <= 60 ? 1 : range.count <= 256 ? 2 : 3)
            case .copy(let count, let offset): count >= 4 && count <= 11 && offset < 2048 ? 2 : 3
            }
        }
    }

    // MARK: Unpacking

    /// Appends what a block stands for, up to `limit` bytes in all. False when it is damaged or longer.
    static func unpack(_ packed: Span<UInt8>, limit: Int, into plain: inout [UInt8]) -> Bool {
        var reader = DocumentReader(packed)
        guard let count = varint(&reader), count <= UInt64(limit - plain.count) else { return false }
        let start = plain.count
        let end = start + Int(count)
        while plain.count < end {
            guard let tag = reader.byte() else { return false }
            let length: Int
            let offset: UInt64?
            switch tag & 3 {
            case 0:
                var size = UInt64(tag >> 2)
                if size >= 60 {
                    guard let stated = reader.littleEndian(Int(size) - 59) else { return false }
                    size = stated
                }
                guard let range = reader.take(size + 1), range.count <= end - plain.count else { return false }
                for index in range { plain.append(packed[index]) }
                continue
            case 1:
                length = Int(tag >> 2 & 7) + 4
                offset = reader.byte().map { UInt64(tag >> 5) << 8 | UInt64($0) }
            case 2: (length, offset) = (Int(tag >> 2) + 1, reader.littleEndian(2))
            default: (length, offset) = (Int(tag >> 2) + 1, reader.littleEndian(4))
            }
            guard let offset, offset > 0, offset <= UInt64(plain.count - start), length <= end - plain.count else {
                return false
            }
            // A copy may reach into what it writes.
            for _ in 0..<length { plain.append(plain[plain.count - Int(offset)]) }
        }
        return reader.isAtEnd
    }

    /// How long a block says that its content is.
    static func statedCount(_ packed: Span<UInt8>) -> Int? {
        var reader = DocumentReader(packed)
        return varint(&reader).map { Int($0) }
    }

    private static func varint(_ reader: inout DocumentReader) -> UInt64? {
        var value: UInt64 = 0
        for place in 0..<5 {
            guard let byte = reader.byte() else { return nil }
            value |= UInt64(byte & 0x7F) << UInt64(7 * place)
            if byte < 0x80 { return value < 1 << 32 ? value : nil }
        }
        return nil
    }

    // MARK: Packing

    private let plain: [UInt8]
    private var steps: [Step] = []

    /// Looks for what repeats: four bytes at a time, the latest place of each in a table.
    init(_ plain: Span<UInt8>) {
        self.plain = plain.indices.map { plain[$0] }
        var table = [Int32](repeating: -1, count: 1 << 14)
        var (index, literalStart) = (0, 0)
        while index + 4 <= plain.count {
            var word: UInt32 = 0
            for place in 0..<4 { word = word << 8 | UInt32(plain[index + place]) }
            let slot = Int(truncatingIfNeeded: (word &* 0x1E35_A7BD) >> 18)
            let candidate = Int(table[slot])
            table[slot] = Int32(truncatingIfNeeded: index)
            var count = 0
            if candidate >= 0, index - candidate < 65_536 {
                while index + count < plain.count, plain[candidate + count] == plain[index + count] { count += 1 }
            }
            guard count >= 4 else {
                index += 1
                continue
            }
            addLiteral(literalStart..<index)
            addCopy(count, offset: index - candidate)
            index += count
            literalStart = index
        }
        addLiteral(literalStart..<plain.count)
    }

    /// A literal has at most 64 KiB.
    private mutating func addLiteral(_ range: Range<Int>) {
        var start = range.lowerBound
        while start < range.upperBound {
            let end = min(range.upperBound, start + 65_536)
            steps.append(.literal(start..<end))
            start = end
        }
    }

    /// A copy has at most 64 bytes; what is left has to have a byte at least.
    private mutating func addCopy(_ count: Int, offset: Int) {
        var rest = count
        while rest > 0 {
            let next = min(rest, 64)
            steps.append(.copy(count: next, offset: offset))
            rest -= next
        }
    }

    /// Bytes that the block takes.
    var size: Int { steps.reduce(lengthPrefix.count) { $0 + $1.size } }

    private var lengthPrefix: [UInt8] {
        var (rest, bytes) = (plain.count, [UInt8]())
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        return bytes + [UInt8(truncatingIfNeeded: rest)]
    }

    /// Makes the block longer by a number of bytes: literals and copies are cut in two. False when there are too few.
    mutating func pad(by count: Int) -> Bool {
        var missing = count
        var result: [Step] = []
        for step in steps {
            var rest = step
            while missing > 0, let (first, second) = Self.cut(rest) {
                let growth = first.size + second.size - rest.size
                if growth > missing { break }
                missing -= growth
                result.append(first)
                rest = second
            }
            result.append(rest)
        }
        steps = result
        return missing == 0
    }

    /// The first byte of a step and the rest of it.
    private static func cut(_ step: Step) -> (Step, Step)? {
        switch step {
        case .literal(let range):
            guard range.count > 1 else { return nil }
            return (.literal(range.prefix(1)), .literal(range.dropFirst()))
        case .copy(let count, let offset):
            guard count > 1 else { return nil }
            return (.copy(count: 1, offset: offset), .copy(count: count - 1, offset: offset))
        }
    }

    /// Appends the block.
    func write(to packed: inout [UInt8]) {
        packed += lengthPrefix
        for step in steps {
            switch step {
            case .literal(let range):
                let last = range.count - 1
                if last < 60 {
                    packed.append(UInt8(truncatingIfNeeded: last << 2))
                } else {
                    packed.append(last < 256 ? 60 << 2 : 61 << 2)
                    packed.append(UInt8(truncatingIfNeeded: last))
                    if last >= 256 { packed.append(UInt8(truncatingIfNeeded: last >> 8)) }
                }
                packed += plain[range]
            case .copy(let count, let offset):
                if step.size == 2 {
                    packed.append(UInt8(truncatingIfNeeded: (offset >> 8) << 5 | (count - 4) << 2 | 1))
                } else {
                    packed.append(UInt8(truncatingIfNeeded: (count - 1) << 2 | 2))
                }
                packed.append(UInt8(truncatingIfNeeded: offset))
                if step.size == 3 { packed.append(UInt8(truncatingIfNeeded: offset >> 8)) }
            }
        }
    }
}
