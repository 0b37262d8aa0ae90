internal import CLZ4

/// liblz4's frames, in one step.
enum LZ4Stream {
    /// How a frame is made.
    struct Form {
        /// Largest block: 4 for 64 KiB to 7 for 4 MiB.
        var blockSize: UInt32 = 0
        var hasIndependentBlocks = false
        var hasBlockChecksums = false
        var hasChecksum = false
        var statesSize = false
    }

    /// Unpacks one frame of up to `limit` bytes; returns how many bytes the frame takes, nil when it is damaged or longer.
    static func decompress(_ packed: Span<UInt8>, limit: Int, into plain: inout [UInt8]) -> Int? {
        var handle: OpaquePointer?
        guard unsafe LZ4F_isError(LZ4F_createDecompressionContext(&handle, UInt32(LZ4F_VERSION))) == 0,
            let context = unsafe handle
        else { return nil }
        defer { _ = unsafe LZ4F_freeDecompressionContext(context) }
        var (size, read, status) = (min(limit, max(8 * packed.count, 1 << 12)), 0, 1)
        while status != 0 {
            if plain.count >= limit { return nil }
            let count = plain.count
            size = min(size, limit - count)
            plain.append(contentsOf: repeatElement(0, count: size))
            var (produced, consumed) = (size, packed.count - read)
            unsafe packed.withUnsafeBufferPointer { source in
                unsafe plain.withUnsafeMutableBufferPointer { target in
                    status = unsafe LZ4F_decompress(
                        context, target.baseAddress.unsafelyUnwrapped + count, &produced,
                        source.baseAddress.unsafelyUnwrapped + read, &consumed, nil)
                }
            }
            plain.removeLast(size - produced)
            read += consumed
            if LZ4F_isError(status) != 0 || produced == 0 && consumed == 0 && status != 0 { return nil }
            size *= 2
        }
        return read
    }

    /// Packs into one frame.
    static func compress(_ plain: Span<UInt8>, level: Int32, _ form: Form, into packed: inout [UInt8]) -> Bool {
        var preferences = LZ4F_preferences_t()
        preferences.frameInfo.blockSizeID = LZ4F_blockSizeID_t(form.blockSize)
        preferences.frameInfo.blockMode = form.hasIndependentBlocks ? LZ4F_blockIndependent : LZ4F_blockLinked
        preferences.frameInfo.blockChecksumFlag =
            form.hasBlockChecksums ? LZ4F_blockChecksumEnabled : LZ4F_noBlockChecksum
        preferences.frameInfo.contentChecksumFlag =
            form.hasChecksum ? LZ4F_contentChecksumEnabled : LZ4F_noContentChecksum
        preferences.frameInfo.contentSize = form.statesSize ? UInt64(plain.count) : 0
        preferences.compressionLevel = level
        let bound = unsafe LZ4F_compressFrameBound(plain.count, &preferences)
        packed.append(contentsOf: repeatElement(0, count: bound))
        var count = 0
        unsafe plain.withUnsafeBufferPointer { source in
            unsafe packed.withUnsafeMutableBufferPointer { target in
                count = unsafe LZ4F_compressFrame(
                    target.baseAddress, target.count, source.baseAddress, source.count, &preferences)
            }
        }
        guard LZ4F_isError(count) == 0 else { return false }
        packed.removeLast(packed.count - count)
        return true
    }
}
