/// A way to write other bytes: what it stands for is taken out, masked, and written in the same way and length again.
public enum Encoding: String, CaseIterable, Sendable {
    /// Base64 or base64url (RFC 4648), padded or not, in lines or not.
    case base64
    /// Percent-encoding (RFC 3986).
    case percent
    /// gzip (RFC 1952).
    case gzip
    /// zlib (RFC 1950).
    case zlib
    /// Deflate (RFC 1951) without an envelope, as PHP's `gzdeflate` writes it.
    case deflate
    /// Zstandard frames (RFC 8878).
    case zstd
    /// LZ4 frames (specification 1.6).
    case lz4
    /// Snappy, as blocks or in its framing format.
    case snappy
    /// A mark before the value that names its compression, as Magento writes it: `:gz:`, or `gz:` and two bytes.
    case prefixed

    /// Whether two different values can never be masked to the same one. What is compressed is fitted into the length it
    /// had, and that can bring two together.
    var isInjective: Bool { self == .base64 }
}
