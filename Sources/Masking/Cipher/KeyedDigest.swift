/// HMAC-SHA256 (RFC 2104, FIPS 198-1) for digests that are written down: who has no salt cannot prepare a table of them.
public enum KeyedDigest {
    /// A new salt of 16 bytes, or nil when the system has no random bytes.
    public static func salt() -> [UInt8]? { KeyDerivation.randomBytes(count: 16) }

    /// The 32 bytes of the digest.
    public static func of(_ message: [UInt8], salt: [UInt8]) -> [UInt8] {
        KeyDerivation.hmac(key: salt, message: message)
    }
}
