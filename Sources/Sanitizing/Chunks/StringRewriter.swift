import RedisDump
import Rules

/// Takes strings out of their encoding and puts them back into the same one.
struct StringRewriter: ~Copyable {
    /// The string that was taken out last.
    var plain = ByteBuffer(capacity: 1 << 16)
    private var packed = ByteBuffer(capacity: 1 << 16)

    init() {}

    /// Puts the string itself into ``plain``.
    mutating func unpack(_ form: StringForm, _ bytes: Span<UInt8>, offset: UInt64) throws(ReadError) {
        plain.removeAll()
        plain.shrink(toCapacity: 4 << 20)
        try form.appendPlain(from: bytes, offset: offset, to: &plain)
    }

    /// Appends ``plain`` in the form that the string had; a packed one that does not get shorter is written raw, as a
    /// server writes it.
    mutating func write(_ form: StringForm, _ bytes: Span<UInt8>, to output: inout ByteBuffer) {
        switch form.encoding {
        case .raw:
            output.append(bytes.extracting(form.start..<form.payloadStart))
            output.append(plain.span)
        case .int8, .int16, .int32:
            output.append(bytes.extracting(form.start..<form.payloadStart))
            let text = plain.span
            let digits = text.indices.map { text[$0] }
            let value = Int64(String(decoding: digits, as: UTF8.self)) ?? form.integer
            output.appendLittleEndian(UInt64(bitPattern: value), byteCount: form.payload.count)
        case .lzf:
            Self.pack(plain, along: bytes.extracting(form.payload), &packed, to: &output)
        }
    }

    private static func pack(
        _ plain: borrowing ByteBuffer, along template: Span<UInt8>, _ packed: inout ByteBuffer,
        to output: inout ByteBuffer
    ) {
        packed.removeAll()
        packed.shrink(toCapacity: 4 << 20)
        LZF.repack(plain.span, along: template, to: &packed)
        guard packed.count < plain.count else {
            output.appendLength(UInt64(plain.count))
            output.append(plain.span)
            return
        }
        output.append(0xC3)
        output.appendLength(UInt64(packed.count))
        output.appendLength(UInt64(plain.count))
        output.append(packed.span)
    }

    /// Bytes of a string value and how the server will hold it (`object.c`: embstr up to 44 bytes).
    func sizeAndEncoding(_ form: StringForm, _ bytes: Span<UInt8>) -> (UInt64, KeyEncoding) {
        if form.isInteger { return (UInt64(String(form.integer).utf8.count), .int) }
        let size = UInt64(form.plainCount)
        if form.plainCount > 44 { return (size, .raw) }
        guard form.plainCount <= 20 else { return (size, .embstr) }
        var text: [UInt8] = []
        if form.encoding == .raw {
            text = form.payload.map { bytes[$0] }
        }
        let string = String(decoding: text, as: UTF8.self)
        let isInteger = Int64(string).map { String($0) == string } ?? false
        return (size, isInteger ? .int : .embstr)
    }

    /// How many elements a packed collection has, as far as its header says; the server counts the same way.
    func elementCount(_ blob: Atom, _ bytes: Span<UInt8>, _ offset: UInt64) throws(ReadError) -> UInt64 {
        var content = ByteBuffer(capacity: max(blob.string.plainCount, 64))
        try blob.string.appendPlain(from: bytes, offset: offset, to: &content)
        let span = content.span
        switch blob.role {
        case .intset where span.count >= 8: return span.littleEndian(at: 4, count: 4)
        case .ziplistList, .ziplistZset, .ziplistHash:
            let count = try Ziplist.statedCount(span) ?? 65535
            return UInt64(blob.role == .ziplistList ? count : count / 2)
        case .listpackHash, .listpackZset: return UInt64((try Listpack.statedCount(span) ?? 65535) / 2)
        case .listpackHashWithExpiry: return UInt64((try Listpack.statedCount(span) ?? 65535) / 3)
        case .listpackSet: return UInt64(try Listpack.statedCount(span) ?? 65535)
        case .zipmapHash where span.count >= 1: return UInt64(span[0])
        default: return 0
        }
    }
}
