internal import CZlib

/// zlib's deflate and inflate, without an envelope (RFC 1951), in one step.
enum DeflateStream {
    /// Unpacks up to `limit` bytes; returns how many bytes the stream takes, nil when it is damaged or longer.
    static func inflate(_ packed: Span<UInt8>, limit: Int, into plain: inout [UInt8]) -> Int? {
        guard packed.count > 0, packed.count < 1 << 31 else { return nil }
        var stream = unsafe z_stream()
        guard unsafe inflateInit2_(&stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            return nil
        }
        defer { _ = unsafe inflateEnd(&stream) }
        return unsafe packed.withUnsafeBufferPointer { input in
            unsafe stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress.unsafelyUnwrapped)
            unsafe stream.avail_in = UInt32(input.count)
            var status = Z_OK
            var size = min(limit, max(4 * input.count, 1 << 12))
            while status == Z_OK {
                if plain.count >= limit { return nil }
                let count = plain.count
                size = min(size, limit - count)
                plain.append(contentsOf: repeatElement(0, count: size))
                unsafe plain.withUnsafeMutableBufferPointer { output in
                    unsafe stream.next_out = output.baseAddress.unsafelyUnwrapped + count
                    unsafe stream.avail_out = UInt32(output.count - count)
                    status = unsafe CZlib.inflate(&stream, Z_NO_FLUSH)
                }
                unsafe plain.removeLast(Int(stream.avail_out))
                if plain.count == count, status == Z_OK { return nil }
                size *= 2
            }
            return unsafe status == Z_STREAM_END ? input.count - Int(stream.avail_in) : nil
        }
    }

    /// Packs, behind a number of empty blocks of fixed codes (ten bits each: not the last one, type 1, end of block).
    static func deflate(_ plain: Span<UInt8>, level: Int32, emptyBlocks: Int, into packed: inout [UInt8]) -> Bool {
        guard plain.count < 1 << 30 else { return false }
        var stream = unsafe z_stream()
        let size = unsafe Int32(MemoryLayout<z_stream>.size)
        guard unsafe deflateInit2_(&stream, level, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK
        else { return false }
        defer { _ = unsafe deflateEnd(&stream) }
        for _ in 0..<emptyBlocks {
            guard unsafe deflatePrime(&stream, 10, 2) == Z_OK else { return false }
        }
        let bound = unsafe Int(deflateBound(&stream, UInt(plain.count))) + 16
        let start = packed.count
        packed.append(contentsOf: repeatElement(0, count: bound))
        var status = Z_OK
        unsafe plain.withUnsafeBufferPointer { input in
            unsafe packed.withUnsafeMutableBufferPointer { output in
                unsafe stream.next_in = input.baseAddress.map { unsafe UnsafeMutablePointer(mutating: $0) }
                unsafe stream.avail_in = UInt32(input.count)
                unsafe stream.next_out = output.baseAddress.unsafelyUnwrapped + start
                unsafe stream.avail_out = UInt32(bound)
                status = unsafe CZlib.deflate(&stream, Z_FINISH)
            }
        }
        unsafe packed.removeLast(Int(stream.avail_out))
        return status == Z_STREAM_END
    }

    /// CRC-32 of gzip.
    static func crc32(_ bytes: Span<UInt8>) -> UInt32 {
        let sum = unsafe bytes.withUnsafeBufferPointer { unsafe CZlib.crc32_z(0, $0.baseAddress, $0.count) }
        return UInt32(truncatingIfNeeded: sum)
    }

    /// Adler-32 of zlib.
    static func adler32(_ bytes: Span<UInt8>) -> UInt32 {
        // Without a pointer the functions return their first value, which is that of no bytes.
        if bytes.isEmpty { return 1 }
        let sum = unsafe bytes.withUnsafeBufferPointer { unsafe CZlib.adler32_z(1, $0.baseAddress, $0.count) }
        return UInt32(truncatingIfNeeded: sum)
    }
}
