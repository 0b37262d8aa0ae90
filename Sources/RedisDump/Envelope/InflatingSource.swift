internal import CZlib

/// Gunzips another source; members that follow each other are one stream (RFC 1952).
public final class InflatingSource: ByteSource {
    private let source: any ByteSource
    private var packed: ByteBuffer
    private var used = 0
    private var consumed: UInt64 = 0
    private var isBetweenMembers = true
    private let stream: Inflater

    /// Gunzips `source`; `head` holds bytes that were read from it before.
    public init(_ source: any ByteSource, head: Span<UInt8>) {
        self.source = source
        packed = ByteBuffer(capacity: 1 << 16)
        packed.append(head)
        stream = Inflater()
    }

    /// How far it unpacks is not known before it has been done.
    public var remainingCount: UInt64? { nil }

    /// Appends unpacked bytes; a damaged or cut gzip stream throws ``ReadError``.
    public func read(into buffer: inout ByteBuffer, upTo limit: Int) throws -> Int {
        precondition(limit > 0, "without room for a byte, no end could be told from no room")
        let limit = min(limit, 1 << 30)  // zlib counts in 32 bits.
        while true {
            if used == packed.count {
                consumed += UInt64(used)
                packed.removeAll()
                used = 0
                if try source.read(into: &packed, upTo: 1 << 16) == 0 {
                    guard isBetweenMembers else { throw damaged("the rest of the gzip stream") }
                    return 0
                }
            }
            if isBetweenMembers, packed.span[used] == 0 {
                used += 1  // Zeros after the last member: page blobs are padded to 512 bytes.
                continue
            }
            let step = stream.inflate(packed.span, from: used, to: &buffer, limit: limit)
            used += step.consumed
            switch step.state {
            case .failed: throw damaged("an undamaged gzip stream")
            case .memberEnded: isBetweenMembers = true
            case .going: isBetweenMembers = false
            }
            if step.produced > 0 { return step.produced }
        }
    }

    private func damaged(_ expected: StaticString) -> ReadError {
        ReadError(.badCompression, at: consumed + UInt64(used), reading: "gzip envelope", expected: expected)
    }
}

/// zlib's inflate; the only owner of its state.
@safe
private final class Inflater {
    enum State { case going, memberEnded, failed }
    /// zlib keeps the address of its state, so the state must not move.
    private let stream: UnsafeMutablePointer<z_stream>
    private let isReady: Bool

    init() {
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        unsafe isReady =
            inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    }

    deinit {
        _ = unsafe inflateEnd(stream)
        unsafe stream.deallocate()
    }

    func inflate(
        _ packed: Span<UInt8>, from start: Int, to output: inout ByteBuffer, limit: Int
    ) -> (consumed: Int, produced: Int, state: State) {
        guard isReady else { return (0, 0, .failed) }
        var status = Z_OK
        var consumed = 0
        let produced = unsafe output.appendUnchecked(limit: limit) { destination in
            unsafe packed.withUnsafeBufferPointer { input in
                unsafe stream.pointee.next_in = UnsafeMutablePointer(
                    mutating: input.baseAddress.unsafelyUnwrapped + start)
                unsafe stream.pointee.avail_in = UInt32(input.count - start)
                unsafe stream.pointee.next_out = destination
                unsafe stream.pointee.avail_out = UInt32(limit)
                status = unsafe CZlib.inflate(stream, Z_NO_FLUSH)
                consumed = unsafe input.count - start - Int(stream.pointee.avail_in)
                return unsafe limit - Int(stream.pointee.avail_out)
            }
        }
        switch status {
        case Z_OK, Z_BUF_ERROR: return (consumed, produced, .going)
        case Z_STREAM_END:
            unsafe inflateReset(stream)
            return (consumed, produced, .memberEnded)
        default: return (consumed, produced, .failed)
        }
    }
}
