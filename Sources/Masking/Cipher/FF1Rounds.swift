/// The round function of FF1 for one length and one tweak.
///
///     P = 01 02 01 | radix (3) | 0a | ⌊n/2⌋ mod 256 (1) | n (4) | t (4)
///     Q = tweak (t) | zeros to a whole block | round (1) | NUM of the other half (b)
///     S = the first d bytes of R | AES(R ^ 1) | AES(R ^ 2) …   where R = CBC-MAC(P | Q)
struct FF1Rounds {
    private let aes: AES
    private let radix: Int
    /// The tweak and the zeros after it: what Q begins with in every round.
    private let prefix: [UInt8]
    /// The chain after P.
    private let start: Block
    /// Bytes that hold any number of half the length, b in the standard.
    private let halfByteCount: Int
    /// Bytes of the pad before it is reduced, d in the standard.
    private let padByteCount: Int

    /// Prepares P and the constant part of Q.
    init(aes: AES, radix: Int, length: Int, tweak: [UInt8]) {
        self.aes = aes
        self.radix = radix
        // b is computed from the largest number of half the length, in integers: with logarithms in floating point
        // it comes out one too large for some radices that are powers of two.
        let largest = [UInt16](repeating: UInt16(radix - 1), count: length - length / 2)
        let widest = Self.bytes(of: largest, radix: radix, count: 2 * largest.count)
        halfByteCount = widest.drop { $0 == 0 }.count
        padByteCount = 4 * ((halfByteCount + 3) / 4) + 4
        let zeroCount = (16 - (tweak.count + halfByteCount + 1) % 16) % 16
        prefix = tweak + [UInt8](repeating: 0, count: zeroCount)
        start = aes.encrypted(
            Block(
                high: 0x0102_0100_0000_0A00 | UInt64(radix) << 16 | UInt64(length / 2 % 256),
                low: UInt64(length) << 32 | UInt64(tweak.count)))
    }

    /// What is added to one half in a round, made from the other: a string of `count` numerals.
    func pad(_ round: Int, for half: [UInt16], count: Int) -> [UInt16] {
        let input = prefix + [UInt8(round)] + Self.bytes(of: half, radix: radix, count: halfByteCount)
        var chain = start
        for offset in stride(from: 0, to: input.count, by: 16) {
            chain = aes.encrypted(chain ^ Block(input[offset..<offset + 16]))
        }
        var output = chain.bytes
        var counter: UInt64 = 1
        while output.count < padByteCount {
            output += aes.encrypted(chain ^ Block(high: 0, low: counter)).bytes
            counter += 1
        }
        return Self.numerals(of: Array(output.prefix(padByteCount)), radix: radix, count: count)
    }

    /// The number a string of numerals stands for, in `count` bytes with the most significant first.
    private static func bytes(of numerals: [UInt16], radix: Int, count: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        for numeral in numerals {
            var carry = Int(numeral)
            for index in bytes.indices.reversed() {
                carry += Int(bytes[index]) * radix
                bytes[index] = UInt8(truncatingIfNeeded: carry)
                carry >>= 8
            }
        }
        return bytes
    }

    /// The last `count` numerals of the number that bytes stand for.
    private static func numerals(of bytes: [UInt8], radix: Int, count: Int) -> [UInt16] {
        var quotient = bytes
        var numerals = [UInt16](repeating: 0, count: count)
        for place in numerals.indices.reversed() {
            var remainder = 0
            for index in quotient.indices {
                let dividend = remainder << 8 | Int(quotient[index])
                quotient[index] = UInt8(dividend / radix)
                remainder = dividend % radix
            }
            numerals[place] = UInt16(remainder)
        }
        return numerals
    }
}
