import Masking

/// A way to replace values.
final class Replacement {
    /// None: SHA-256 without a key, cut to eight bytes, which is often taken for anonymization.
    private var masker: Masker?
    private let kind: Kind

    /// Masks as a kind, under a key made of one byte.
    init(_ kind: Kind, key: UInt8) throws {
        masker = Masker(key: try MaskingKey(bytes: [UInt8](repeating: key, count: 32)), tables: SmallDomainTables())
        self.kind = kind
    }

    /// Replaces by a digest.
    init() {
        masker = nil
        kind = .keep
    }

    /// What a value becomes.
    func callAsFunction(_ value: [UInt8]) -> [UInt8] {
        guard masker != nil else {
            let digest = SHA256Digest()
            digest.update(value.span)
            return Array(digest.finalize().prefix(8))
        }
        var copy = value
        var span = copy.mutableSpan
        masker?.mask(kind, &span, 0..<value.count)
        return copy
    }
}
