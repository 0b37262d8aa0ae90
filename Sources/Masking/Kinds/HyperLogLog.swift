/// HyperLogLog values of Redis (`hyperloglog.c`).
///
///     HYLL   encoding (1: 0 dense, 1 sparse)   3 unused bytes   cached estimate (8, LE)   registers
///     dense: 16384 registers of 6 bits, 12288 bytes
///     sparse: opcodes 00xxxxxx ZERO, 01xxxxxx yyyyyyyy XZERO, 1vvvvvxx VAL
enum HyperLogLog {
    static let headerCount = 16
    static let registerCount = 16_384
    static let denseCount = headerCount + registerCount * 6 / 8

    static func isOne(_ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>) -> Bool {
        let start = range.lowerBound
        guard range.count >= headerCount, text[start] == 0x48, text[start + 1] == 0x59, text[start + 2] == 0x4C,
            text[start + 3] == 0x4C
        else { return false }
        if text[start + 4] == 0 { return range.count == denseCount }
        return text[start + 4] == 1 && sparseCover(text, range) == registerCount
    }

    /// Bytes of a sparse opcode and the registers it stands for.
    static func opcode(_ first: UInt8, _ second: UInt8) -> (byteCount: Int, registers: Int) {
        if first & 0x80 != 0 { return (1, Int(first & 3) + 1) }
        if first & 0x40 != 0 { return (2, (Int(first & 0x3F) << 8 | Int(second)) + 1) }
        return (1, Int(first & 0x3F) + 1)
    }

    private static func sparseCover(_ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>) -> Int {
        var index = range.lowerBound + headerCount
        var covered = 0
        while index < range.upperBound {
            let second = index + 1 < range.upperBound ? text[index + 1] : 0
            let opcode = opcode(text[index], second)
            index += opcode.byteCount
            covered += opcode.registers
        }
        return index == range.upperBound ? covered : 0
    }
}

extension Masker {
    /// Moves the registers of a dense one, and the opcodes of a sparse one, to other places: the estimate stays, and
    /// whether an element is counted can no longer be asked.
    mutating func maskHyperLogLog(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        guard HyperLogLog.isOne(text, range) else { return }
        let body = range.lowerBound + HyperLogLog.headerCount
        if text[range.lowerBound + 4] == 0 {
            permuteRegisters(&text, body)
        } else {
            shuffleOpcodes(&text, body..<range.upperBound)
        }
    }

    private mutating func permuteRegisters(_ text: inout MutableSpan<UInt8>, _ body: Int) {
        registers.removeAll(keepingCapacity: true)
        for number in 0..<HyperLogLog.registerCount {
            let bit = number * 6
            let low = UInt16(text[body + bit / 8])
            let high = bit % 8 > 2 ? UInt16(text[body + bit / 8 + 1]) : 0
            registers.append(UInt8(truncatingIfNeeded: (high << 8 | low) >> UInt16(bit % 8) & 63))
        }
        for index in body..<body + HyperLogLog.registerCount * 6 / 8 { text[index] = 0 }
        for number in 0..<HyperLogLog.registerCount {
            let place = Int(bits.permuted(UInt64(number), below: UInt64(HyperLogLog.registerCount)))
            let bit = place * 6
            let shifted = UInt16(registers[number]) << UInt16(bit % 8)
            text[body + bit / 8] |= UInt8(truncatingIfNeeded: shifted)
            if bit % 8 > 2 { text[body + bit / 8 + 1] |= UInt8(shifted >> 8) }
        }
    }

    /// A keyed Fisher-Yates shuffle under a tag of the value.
    private mutating func shuffleOpcodes(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        var opcodes: [(UInt8, UInt8, Int)] = []
        var index = range.lowerBound
        while index < range.upperBound {
            let second = index + 1 < range.upperBound ? text[index + 1] : 0
            let byteCount = HyperLogLog.opcode(text[index], second).byteCount
            opcodes.append((text[index], second, byteCount))
            index += byteCount
        }
        var tag = prf.tag(of: text.span.extracting(range))
        for place in opcodes.indices.dropFirst().reversed() {
            tag = stream.encrypted(tag)
            opcodes.swapAt(place, Int(tag.high % UInt64(place + 1)))
        }
        index = range.lowerBound
        for (first, second, byteCount) in opcodes {
            text[index] = first
            if byteCount == 2 { text[index + 1] = second }
            index += byteCount
        }
    }
}
