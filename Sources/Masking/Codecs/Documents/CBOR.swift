/// CBOR (RFC 8949): three bits of a byte say what follows, five are a small number or say how many bytes it has.
///
///     0  integer    2  bytes    4  array    6  tag of what follows       0-23   the number itself
///     1  -1 - n     3  text     5  map      7  floats, simple values     24-27  1, 2, 4, 8 bytes   31  without a length
enum CBOR {
    /// Tags whose number is a reference to what was there before: string reference, shared value.
    private static let references: Set<UInt64> = [25, 29]

    /// Whether the bytes are one value, and nothing more.
    static func parse(_ bytes: Span<UInt8>, into found: inout LeafCollector) -> Bool {
        var reader = DocumentReader(bytes)
        while found.rootCount == 0 {
            guard step(&reader, &found) else { return false }
        }
        return reader.isAtEnd
    }

    private static func step(_ reader: inout DocumentReader, _ found: inout LeafCollector) -> Bool {
        var isReference = false
        var start = reader.position
        guard var byte = reader.byte() else { return false }
        while byte >> 5 == 6 {
            guard let tag = argument(byte, &reader) else { return false }
            isReference = references.contains(tag)
            start = reader.position
            guard let next = reader.byte() else { return false }
            byte = next
        }
        switch byte >> 5 {
        case 0, 1:
            guard argument(byte, &reader) != nil else { return false }
            if isReference { found.addConstant() } else { addInteger(byte, start, reader, &found) }
            return true
        case 2, 3:
            let form: LeafForm = byte >> 5 == 2 ? .bytes : .text
            if byte & 31 == 31 { return addChunks(byte, form, &reader, &found) }
            guard let count = argument(byte, &reader), let range = reader.take(count) else { return false }
            found.add(range, form, in: reader.bytes)
            return true
        case 4, 5:
            let container: LeafCollector.Container = byte >> 5 == 4 ? .list : .map
            if byte & 31 == 31 { return found.enter(container) }
            guard let count = argument(byte, &reader) else { return false }
            return found.enter(container, count: count)
        default: return addSimple(byte, &reader, &found)
        }
    }

    /// The number in a first byte, or in the bytes behind it.
    private static func argument(_ byte: UInt8, _ reader: inout DocumentReader) -> UInt64? {
        switch byte & 31 {
        case 0...23: UInt64(byte & 31)
        case 24...27: reader.bigEndian(1 << Int(byte & 31 - 24))
        default: nil
        }
    }

    private static func addInteger(
        _ byte: UInt8, _ start: Int, _ reader: borrowing DocumentReader, _ found: inout LeafCollector
    ) {
        let isImmediate = byte & 31 < 24
        let form: LeafForm =
            switch (byte >> 5 == 0, isImmediate) {
            case (true, true): .immediate
            case (true, false): .unsigned(.big)
            case (false, true): .immediateComplement
            case (false, false): .complement
            }
        let range = (isImmediate ? start : start + 1)..<reader.position
        let integer = IntegerForm(form, byteCount: range.count)
        found.add(range, form, in: reader.bytes, number: integer.value(integer.read(reader.bytes, range)))
    }

    /// A string in chunks, each of which is masked alone.
    private static func addChunks(
        _ byte: UInt8, _ form: LeafForm, _ reader: inout DocumentReader, _ found: inout LeafCollector
    ) -> Bool {
        let isName = found.expectsName
        while let next = reader.byte() {
            if next == 0xFF {
                found.addConstant()
                return true
            }
            guard next >> 5 == byte >> 5, let count = argument(next, &reader), let range = reader.take(count) else {
                return false
            }
            if isName { found.addExtra(range, form, .structural) } else { found.addExtra(range, form) }
        }
        return false
    }

    private static func addSimple(
        _ byte: UInt8, _ reader: inout DocumentReader, _ found: inout LeafCollector
    ) -> Bool {
        switch byte & 31 {
        case 0...23: found.addConstant()
        case 24:
            guard reader.take(1) != nil else { return false }
            found.addConstant()
        case 25...27:
            guard let range = reader.take(1 << UInt64(byte & 31 - 24)) else { return false }
            found.add(range, .float(.big), in: reader.bytes)
        case 31: return found.leave()
        default: return false
        }
        return true
    }
}
