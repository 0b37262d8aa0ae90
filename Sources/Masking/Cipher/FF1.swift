/// FF1 of NIST SP 800-38G: encryption of strings of numerals of any radix into strings of the same length.
///
/// This is the standard as written, for any radix and length, and the measure that ``PermutationCipher`` is tested
/// against; it allocates, and its cost grows with the square of the length. Not `Sendable`, as its AES is not.
struct FF1 {
    /// Why a string cannot be encrypted.
    enum Failure: Error, Equatable {
        /// A key has 16, 24 or 32 bytes.
        case keyLength
        /// A radix is between 2 and 65536.
        case radix
        /// A string has at least two numerals, and fewer than 2^32.
        case length
        /// There are fewer strings of this length than the minimum that was asked for.
        case smallDomain
        /// A numeral is below the radix; the index is that of the first one that is not.
        case numeral(index: Int)
        /// A tweak has fewer than 2^32 bytes.
        case tweakLength
    }

    private static let roundCount = 10

    private let aes: AES
    private let radix: Int
    private let minimumDomain: UInt64

    /// Prepares a key. The standard of 2016 asks for 100 strings at least, its revision for 1,000,000.
    init(key: [UInt8], radix: Int, minimumDomain: UInt64 = 100) throws(Failure) {
        guard [16, 24, 32].contains(key.count) else { throw .keyLength }
        guard (2...65536).contains(radix) else { throw .radix }
        self.aes = AES(key: key)
        self.radix = radix
        self.minimumDomain = minimumDomain
    }

    /// The encrypted string.
    func encrypted(_ numerals: [UInt16], tweak: [UInt8]) throws(Failure) -> [UInt16] {
        let rounds = try rounds(for: numerals, tweak: tweak)
        var left = Array(numerals.prefix(numerals.count / 2))
        var right = Array(numerals.dropFirst(numerals.count / 2))
        for round in 0..<Self.roundCount {
            let sum = added(left, rounds.pad(round, for: right, count: left.count))
            (left, right) = (right, sum)
        }
        return left + right
    }

    /// The string that was encrypted.
    func decrypted(_ numerals: [UInt16], tweak: [UInt8]) throws(Failure) -> [UInt16] {
        let rounds = try rounds(for: numerals, tweak: tweak)
        var left = Array(numerals.prefix(numerals.count / 2))
        var right = Array(numerals.dropFirst(numerals.count / 2))
        for round in (0..<Self.roundCount).reversed() {
            let difference = subtracted(right, rounds.pad(round, for: left, count: right.count))
            (left, right) = (difference, left)
        }
        return left + right
    }

    private func rounds(for numerals: [UInt16], tweak: [UInt8]) throws(Failure) -> FF1Rounds {
        guard numerals.count >= 2, UInt32(exactly: numerals.count) != nil else { throw .length }
        guard UInt32(exactly: tweak.count) != nil else { throw .tweakLength }
        guard hasDomain(length: numerals.count) else { throw .smallDomain }
        if let index = numerals.firstIndex(where: { Int($0) >= radix }) { throw .numeral(index: index) }
        return FF1Rounds(aes: aes, radix: radix, length: numerals.count, tweak: tweak)
    }

    private func hasDomain(length: Int) -> Bool {
        var stringCount: UInt64 = 1
        for _ in 0..<length where stringCount < minimumDomain {
            let (product, overflows) = stringCount.multipliedReportingOverflow(by: UInt64(radix))
            stringCount = overflows ? .max : product
        }
        return stringCount >= minimumDomain
    }

    /// The sum of two strings of one length, as numbers, modulo the number of such strings.
    private func added(_ left: [UInt16], _ right: [UInt16]) -> [UInt16] {
        var sum = left
        var carry = 0
        for index in left.indices.reversed() {
            let digit = Int(left[index]) + Int(right[index]) + carry
            carry = digit >= radix ? 1 : 0
            sum[index] = UInt16(digit - carry * radix)
        }
        return sum
    }

    /// The difference of two strings of one length, as numbers, modulo the number of such strings.
    private func subtracted(_ left: [UInt16], _ right: [UInt16]) -> [UInt16] {
        var difference = left
        var borrow = 0
        for index in left.indices.reversed() {
            let digit = Int(left[index]) - Int(right[index]) - borrow
            borrow = digit < 0 ? 1 : 0
            difference[index] = UInt16(digit + borrow * radix)
        }
        return difference
    }
}
