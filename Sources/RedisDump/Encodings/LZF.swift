/// LZF, the compression of RDB strings.
///
///     000LLLLL + L+1 bytes               a run of L+1 literal bytes
///     LLLooooo oooooooo                  copy L+2 bytes from o+1 bytes back; L from 1 to 6
///     111ooooo LLLLLLLL oooooooo         copy L+9 bytes from o+1 bytes back
public enum LZF {
    /// The longest text that `packedCount` bytes can stand for: three bytes copy at most 264.
    public static func longestPlain(packedCount: Int) -> Int { packedCount / 3 * 264 + 264 }

    /// Unpacks and appends exactly `plainCount` bytes to `output`; returns false when the packed bytes are damaged.
    ///
    /// On failure nothing is appended.
    public static func unpack(_ packed: Span<UInt8>, plainCount: Int, to output: inout ByteBuffer) -> Bool {
        // Copies run in steps of 16 bytes and may write up to 15 bytes beyond their end, never beyond the slack.
        let slack = 16
        let written = unsafe output.appendUnchecked(limit: plainCount + slack) { destination in
            unsafe packed.withUnsafeBufferPointer { source in
                unsafe decode(source, destination, plainCount) ? plainCount : -1
            }
        }
        return written == plainCount
    }

    /// Packs `plain` along the tokens of `template`, and appends the result to `output`.
    ///
    /// `template` is the packed form of a text of the same length, from which `plain` was made by changing bytes. A
    /// copy stays where it still copies the right bytes, is cut where it does so in part, and becomes literals where
    /// it does not; so unpacking gives `plain` whatever was changed, and no search for matches is needed.
    /// `template` must have been unpacked before without error; traps, and never leaves the bytes, where it was not.
    public static func repack(_ plain: Span<UInt8>, along template: Span<UInt8>, to output: inout ByteBuffer) {
        let limit = plain.count + plain.count / 16 + 64
        _ = unsafe output.appendUnchecked(limit: limit) { destination in
            unsafe plain.withUnsafeBufferPointer { plain in
                unsafe template.withUnsafeBufferPointer { template in
                    unsafe transcode(plain, template, destination)
                }
            }
        }
    }

    /// The decoder. Every read is checked against `source`, every write against `plainCount`.
    @unsafe
    private static func decode(
        _ source: UnsafeBufferPointer<UInt8>, _ destination: UnsafeMutablePointer<UInt8>, _ plainCount: Int
    ) -> Bool {
        var input = 0
        var output = 0
        let count = source.count
        while input < count {
            let control = unsafe Int(source[input])
            input += 1
            if control < 32 {
                let length = control + 1
                guard length <= count - input, length <= plainCount - output else { return false }
                let from = unsafe source.baseAddress.unsafelyUnwrapped + input
                if input + 32 <= count, output + 32 <= plainCount {
                    unsafe copy16(destination + output, from)
                    if length > 16 { unsafe copy16(destination + output + 16, from + 16) }
                } else {
                    for index in 0..<length { unsafe destination[output + index] = from[index] }
                }
                input += length
                output += length
            } else {
                var length = control >> 5
                if length == 7 {
                    guard input < count else { return false }
                    length += unsafe Int(source[input])
                    input += 1
                }
                length += 2
                guard input < count else { return false }
                let distance = unsafe (control & 31) << 8 + Int(source[input]) + 1
                input += 1
                guard distance <= output, length <= plainCount - output else { return false }
                let to = unsafe destination + output
                let from = unsafe to - distance
                if distance >= 16 {
                    var done = 0
                    while done < length {
                        unsafe copy16(to + done, from + done)
                        done += 16
                    }
                } else {
                    for index in 0..<length { unsafe to[index] = from[index] }
                }
                output += length
            }
        }
        return output == plainCount
    }

    @unsafe @inline(__always)
    private static func copy16(_ to: UnsafeMutablePointer<UInt8>, _ from: UnsafePointer<UInt8>) {
        let value = unsafe UnsafeRawPointer(from).loadUnaligned(as: SIMD2<UInt64>.self)
        unsafe UnsafeMutableRawPointer(to).storeBytes(of: value, as: SIMD2<UInt64>.self)
    }

    /// The shortest copy worth keeping when a longer one is cut: a copy costs two bytes and may end a literal run.
    private static let shortestCut = 4

    @unsafe
    private static func transcode(
        _ plain: UnsafeBufferPointer<UInt8>, _ template: UnsafeBufferPointer<UInt8>,
        _ destination: UnsafeMutablePointer<UInt8>
    ) -> Int {
        guard let text = plain.baseAddress else { return 0 }
        var input = 0
        var at = 0
        var literalStart = 0
        var output = 0

        func flushLiterals(_ end: Int) {
            var start = literalStart
            while start < end {
                let run = min(32, end - start)
                unsafe destination[output] = UInt8(run - 1)
                unsafe (destination + output + 1).update(from: text + start, count: run)
                output += run + 1
                start += run
            }
        }
        func emitCopy(_ length: Int, _ distance: Int) {
            let offset = distance - 1
            let coded = length - 2
            if coded < 7 {
                unsafe destination[output] = UInt8(coded << 5 | offset >> 8)
                output += 1
            } else {
                unsafe destination[output] = UInt8(7 << 5 | offset >> 8)
                unsafe destination[output + 1] = UInt8(coded - 7)
                output += 2
            }
            unsafe destination[output] = UInt8(truncatingIfNeeded: offset)
            output += 1
        }

        while input < template.count {
            let control = unsafe Int(template[input])
            input += 1
            if control < 32 {
                input += control + 1
                at += control + 1
                continue
            }
            var length = control >> 5
            let isLong = length == 7
            precondition(input + (isLong ? 1 : 0) < template.count, "the template ends inside a copy")
            if isLong {
                length += unsafe Int(template[input])
                input += 1
            }
            length += 2
            let distance = unsafe (control & 31) << 8 + Int(template[input]) + 1
            input += 1
            let end = at + length
            precondition(distance <= at && end <= plain.count, "the template stands for a text of another length")
            var index = at
            while index < end {
                while index < end, unsafe text[index] != text[index - distance] { index += 1 }
                let from = index
                while index < end, unsafe text[index] == text[index - distance] { index += 1 }
                let isWhole = from == at && index == end
                if index - from >= shortestCut || isWhole {
                    flushLiterals(from)
                    emitCopy(index - from, distance)
                    literalStart = index
                }
            }
            at = end
        }
        flushLiterals(plain.count)
        return output
    }
}
