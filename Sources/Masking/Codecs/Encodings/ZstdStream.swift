internal import CZstd

/// libzstd's frames, in one step.
enum ZstdStream {
    /// Unpacks one frame of up to `limit` bytes; returns how many bytes the frame takes, nil when it is damaged or longer.
    static func decompress(_ packed: Span<UInt8>, limit: Int, into plain: inout [UInt8]) -> Int? {
        guard let context = unsafe ZSTD_createDCtx() else { return nil }
        defer { _ = unsafe ZSTD_freeDCtx(context) }
        var (size, read, status) = (min(limit, max(8 * packed.count, 1 << 12)), 0, 1)
        while status != 0 {
            if plain.count >= limit { return nil }
            let count = plain.count
            size = min(size, limit - count)
            plain.append(contentsOf: repeatElement(0, count: size))
            var produced = 0
            unsafe packed.withUnsafeBufferPointer { source in
                unsafe plain.withUnsafeMutableBufferPointer { target in
                    var input = unsafe ZSTD_inBuffer(src: source.baseAddress, size: source.count, pos: read)
                    var output = unsafe ZSTD_outBuffer(
                        dst: target.baseAddress.unsafelyUnwrapped + count, size: target.count - count, pos: 0)
                    status = unsafe ZSTD_decompressStream(context, &output, &input)
                    (produced, read) = unsafe (output.pos, input.pos)
                }
            }
            plain.removeLast(size - produced)
            if ZSTD_isError(status) != 0 || produced == 0 && status != 0 { return nil }
            size *= 2
        }
        return read
    }

    /// Packs into one frame that states the length of the content.
    static func compress(_ plain: Span<UInt8>, level: Int32, hasChecksum: Bool, into packed: inout [UInt8]) -> Bool {
        guard let context = unsafe ZSTD_createCCtx() else { return false }
        defer { _ = unsafe ZSTD_freeCCtx(context) }
        _ = unsafe ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, level)
        _ = unsafe ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, hasChecksum ? 1 : 0)
        let bound = ZSTD_compressBound(plain.count)
        packed.append(contentsOf: repeatElement(0, count: bound))
        var count = 0
        unsafe plain.withUnsafeBufferPointer { source in
            unsafe packed.withUnsafeMutableBufferPointer { target in
                count = unsafe ZSTD_compress2(
                    context, target.baseAddress, target.count, source.baseAddress, source.count)
            }
        }
        guard ZSTD_isError(count) == 0 else { return false }
        packed.removeLast(packed.count - count)
        return true
    }
}
