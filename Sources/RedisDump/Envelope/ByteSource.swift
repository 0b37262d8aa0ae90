/// Where the bytes of a snapshot come from: a file, a pipe, a gunzipped stream.
///
/// A source is read by one thread, from beginning to end, once.
public protocol ByteSource: AnyObject {
    /// Appends at most `limit` bytes to `buffer` and returns how many; 0 at the end, and only there.
    ///
    /// May return fewer than `limit` bytes. Throws when the bytes cannot be had; what was appended before then counts.
    func read(into buffer: inout ByteBuffer, upTo limit: Int) throws -> Int

    /// How many bytes are left, where that is known.
    var remainingCount: UInt64? { get }
}
