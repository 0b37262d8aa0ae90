/// A place of a text where another text may be written: compressed, encoded or escaped.
///
/// Looking for leaks takes layers wherever they stand, in a member of a document, behind a mark or between other bytes.
/// Masking opens less: only what it can write again (see ``Encoding``).
public struct Layer: Sendable, Equatable {
    /// How a text can be written.
    public enum Form: String, Sendable, CaseIterable {
        /// gzip (RFC 1952), zlib (RFC 1950), and deflate (RFC 1951) without an envelope.
        case gzip, zlib, deflate
        /// Frames of Zstandard (RFC 8878) and of LZ4 (specification 1.6).
        case zstd, lz4
        /// Snappy in its framing format, and as one block.
        case snappy
        case snappyBlock = "snappy-block"
        /// Base64 and base64url (RFC 4648), in lines too.
        case base64
        /// Pairs of hexadecimal digits.
        case hex
        /// Percent-encoding (RFC 3986).
        case percent
        /// The escapes of JSON strings (RFC 8259, section 7).
        case escapes = "json-escapes"
        /// Characters of two bytes, in either order (UTF-16).
        case wide = "utf-16"
    }

    /// How it is written.
    public var form: Form
    /// Where it is written; for an archive up to the end of the text, since its own end is found by opening it.
    public var range: Range<Int>
}
