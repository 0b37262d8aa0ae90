/// Binary floating-point numbers of 2, 4 and 8 bytes (IEEE 754: binary16, binary32, binary64).
struct FloatForm {
    private let byteCount: Int
    /// Bits of the mantissa that are written.
    let mantissaBits: Int
    private let exponentBits: Int

    init(byteCount: Int) {
        self.byteCount = byteCount
        (mantissaBits, exponentBits) = byteCount == 2 ? (10, 5) : byteCount == 4 ? (23, 8) : (52, 11)
    }

    var mantissaMask: UInt64 { 1 << UInt64(mantissaBits) - 1 }
    private var exponentMask: UInt64 { (1 << UInt64(exponentBits) - 1) << UInt64(mantissaBits) }

    func mantissa(_ bits: UInt64) -> UInt64 { bits & mantissaMask }
    func isFinite(_ bits: UInt64) -> Bool { bits & exponentMask != exponentMask }
    func isNaN(_ bits: UInt64) -> Bool { !isFinite(bits) && mantissa(bits) != 0 }
    func isZero(_ bits: UInt64) -> Bool { bits & (exponentMask | mantissaMask) == 0 }

    /// The usual NaN of the same sign.
    func quietNaN(_ bits: UInt64) -> UInt64 { bits & ~mantissaMask | 1 << UInt64(mantissaBits - 1) }

    /// The power of two below a number, or the usual NaN.
    func filled(_ bits: UInt64) -> UInt64 { isNaN(bits) ? quietNaN(bits) : bits & ~mantissaMask }

    /// A finite number as an integer, if it is one that every number near it can be told from.
    func integer(_ bits: UInt64) -> Int64? {
        let number = double(bits)
        guard abs(number) < Double(mantissaMask) else { return nil }
        return Int64(exactly: number)
    }

    /// A finite number in its shortest decimal form.
    func decimal(_ bits: UInt64) -> [UInt8] {
        let text = byteCount == 8 ? double(bits).description : Float(double(bits)).description
        return Array(text.utf8)
    }

    /// The finite number nearest to an integer.
    func bits(_ integer: Int64) -> UInt64? { bits(Double(integer)) }

    /// The finite number nearest to a decimal one.
    func bits(_ decimal: [UInt8]) -> UInt64? {
        // Not by way of a double: that would round twice.
        let text = String(decoding: decimal, as: UTF8.self)
        if byteCount == 4 { return Float(text).flatMap { $0.isFinite ? UInt64($0.bitPattern) : nil } }
        return Double(text).flatMap(bits)
    }

    private func bits(_ number: Double) -> UInt64? {
        switch byteCount {
        case 8: return number.isFinite ? number.bitPattern : nil
        case 4: return Float(number).isFinite ? UInt64(Float(number).bitPattern) : nil
        default: return half(number)
        }
    }

    private func double(_ bits: UInt64) -> Double {
        switch byteCount {
        case 8: return Double(bitPattern: bits)
        case 4: return Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
        default:
            let exponent = Int(bits >> 10 & 31)
            let whole = Double(mantissa(bits) + (exponent == 0 ? 0 : 1024))
            let magnitude = Double(sign: .plus, exponent: max(exponent, 1) - 25, significand: whole)
            return bits & 0x8000 == 0 ? magnitude : -magnitude
        }
    }

    private func half(_ number: Double) -> UInt64? {
        let magnitude = abs(number)
        guard magnitude < 65_504 else { return nil }
        let sign: UInt64 = number < 0 ? 0x8000 : 0
        // The exponent of the last bit; numbers below 2^-14 share the smallest.
        let exponent = magnitude < 0x1p-14 ? -24 : Int(magnitude.exponent) - 10
        let whole = UInt64((magnitude * Double(sign: .plus, exponent: -exponent, significand: 1)).rounded())
        return sign | (UInt64(exponent + 24) << 10 + whole)
    }
}
