/// The bytes that names are cut at: `: / | { } [ ] # , ; = & ?` and space.
enum NameSeparators {
    @inline(__always)
    static func contains(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x3A, 0x2F, 0x7C, 0x7B, 0x7D, 0x5B, 0x5D, 0x23, 0x2C, 0x3B, 0x3D, 0x26, 0x3F, 0x20: true
        default: false
        }
    }

    static func isIn(_ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>) -> Bool {
        for index in range where contains(text[index]) { return true }
        return false
    }

    /// All other bytes, in order.
    static let others: [UInt8] = (0...255).filter { !contains($0) }

    /// The place of each byte among ``others``.
    static let places: [UInt8] = {
        var places = [UInt8](repeating: 0, count: 256)
        for (place, byte) in others.enumerated() { places[Int(byte)] = UInt8(place) }
        return places
    }()
}
