import RedisDump

/// Reads how many elements a packed collection has from the first bytes of its string.
///
/// A compressed string is unpacked for as long as it takes to see the header; only where the header does not state
/// the count, or where expiries of fields are to be read, it is unpacked as a whole.
struct PackedCount: ~Copyable {
    /// One for each field; 0 for those that never expire.
    private(set) var fieldExpiries: [Int64] = []
    private var content = ByteBuffer(capacity: 1 << 12)

    init() {}

    /// Elements of a collection; `offset` is the place of `bytes[0]` in the file.
    mutating func elements(
        _ role: Role, _ form: StringForm, _ bytes: Span<UInt8>, _ offset: UInt64
    ) throws(ReadError) -> UInt64 {
        guard let layout = Self.layout(role) else { return 0 }
        readHead(form, bytes)
        let place = offset + UInt64(form.start)
        if let stated = try statedCount(layout, form.plainCount, place) { return stated / layout.period }
        try unpack(form, bytes, offset)
        do throws(ReadError) {
            if case .packed(let format) = layout.format { return try countElements(format) / layout.period }
            return try countPairs()
        } catch {
            throw error.moved(by: place)
        }
    }

    /// Reads the expiries of a hash in a listpack of triplets (field, value, Unix ms or 0) into ``fieldExpiries``.
    mutating func readFieldExpiries(_ form: StringForm, _ bytes: Span<UInt8>, _ offset: UInt64) throws(ReadError) {
        fieldExpiries.removeAll(keepingCapacity: true)
        try unpack(form, bytes, offset)
        do throws(ReadError) {
            try Self.collectThirds(content, into: &fieldExpiries)
        } catch {
            throw error.moved(by: offset + UInt64(form.start))
        }
    }

    private static func collectThirds(
        _ content: borrowing ByteBuffer, into expiries: inout [Int64]
    ) throws(ReadError) {
        let span = content.span
        var walk = try PackedWalk(.listpack, span)
        while let element = try walk.next(span) {
            if walk.readCount % 3 == 0 { expiries.append(element.isInteger ? element.integer : 0) }
        }
    }

    private enum Format {
        case packed(PackedFormat), intset, zipmap
    }

    /// How a collection's string begins, and how many of its elements make one of the key's.
    private static func layout(_ role: Role) -> (format: Format, headCount: Int, period: UInt64)? {
        switch role {
        case .ziplistList: (.packed(.ziplist), Ziplist.headerCount, 1)
        case .ziplistZset, .ziplistHash: (.packed(.ziplist), Ziplist.headerCount, 2)
        case .quicklistPackedNode, .listpackSet: (.packed(.listpack), Listpack.headerCount, 1)
        case .listpackZset, .listpackHash: (.packed(.listpack), Listpack.headerCount, 2)
        case .intset: (.intset, Intset.headerCount, 1)
        case .zipmapHash: (.zipmap, 1, 1)
        default: nil
        }
    }

    /// The count in a header that was read; nil where it is not stated there.
    private func statedCount(
        _ layout: (format: Format, headCount: Int, period: UInt64), _ plainCount: Int, _ place: UInt64
    ) throws(ReadError) -> UInt64? {
        let head = content.span
        guard min(head.count, plainCount) >= layout.headCount else { throw Self.damaged(place) }
        switch layout.format {
        case .zipmap: return head[0] < 254 ? UInt64(head[0]) : nil
        case .intset:
            // The width comes first: 2, 4 or 8 bytes.
            let count = head.littleEndian(at: 4, count: 4)
            guard UInt64(plainCount - Intset.headerCount) == count * head.littleEndian(at: 0, count: 4) else {
                throw Self.damaged(place)
            }
            return count
        case .packed(let format):
            guard head.littleEndian(at: 0, count: 4) == UInt64(plainCount) else { throw Self.damaged(place) }
            let stated = head.littleEndian(at: format == .listpack ? 4 : 8, count: 2)
            return stated == 65535 ? nil : stated
        }
    }

    /// More than any header.
    private static let longestHead = 10

    private mutating func readHead(_ form: StringForm, _ bytes: Span<UInt8>) {
        content.removeAll()
        switch form.encoding {
        case .raw:
            content.append(bytes.extracting(form.payloadStart..<min(form.payloadStart + Self.longestHead, form.end)))
        case .lzf: appendHead(bytes.extracting(form.payload))
        default: break
        }
    }

    /// Unpacks the first bytes of an LZF string: tokens until there are enough. A damaged one ends early.
    private mutating func appendHead(_ packed: Span<UInt8>) {
        var index = 0
        while content.count < Self.longestHead, index < packed.count {
            let control = Int(packed[index])
            index += 1
            if control < 32 {
                let end = min(index + control + 1, packed.count)
                content.append(packed.extracting(index..<end))
                index = end
                continue
            }
            var length = control >> 5
            if length == 7, index < packed.count {
                length += Int(packed[index])
                index += 1
            }
            guard index < packed.count else { return }
            let distance = (control & 31) << 8 + Int(packed[index]) + 1
            index += 1
            guard distance <= content.count else { return content.removeAll() }
            for _ in 0..<min(length + 2, Self.longestHead) {
                let byte = content.span[content.count - distance]
                content.append(byte)
            }
        }
    }

    private mutating func unpack(_ form: StringForm, _ bytes: Span<UInt8>, _ offset: UInt64) throws(ReadError) {
        content.removeAll()
        content.shrink(toCapacity: 4 << 20)
        try form.appendPlain(from: bytes, offset: offset, to: &content)
    }

    private func countElements(_ format: PackedFormat) throws(ReadError) -> UInt64 {
        let span = content.span
        var walk = try PackedWalk(format, span)
        while try walk.next(span) != nil {}
        return UInt64(walk.readCount)
    }

    private func countPairs() throws(ReadError) -> UInt64 {
        let span = content.span
        var count: UInt64 = 0
        var at = 1
        while let pair = try Zipmap.pair(span, at: at) {
            count += 1
            at = pair.unused.upperBound
        }
        return count
    }

    private static func damaged(_ place: UInt64) -> ReadError {
        ReadError(
            .badStructure, at: place, reading: "packed collection", expected: "a header that agrees with its size")
    }
}
