/// The check digit of Verhoeff (Error Detecting Decimal Codes, 1969): a sum in the dihedral group of ten elements.
///
/// It finds every single wrong digit and every swap of two neighbours.
enum Verhoeff {
    /// The group: rotations 0 to 4, reflections 5 to 9.
    private static func product(_ left: UInt8, _ right: UInt8) -> UInt8 {
        switch (left < 5, right < 5) {
        case (true, true): (left + right) % 5
        case (true, false): 5 + (left + right - 5) % 5
        case (false, true): 5 + (left - 5 + 5 - right) % 5
        case (false, false): (left + 5 - right) % 5
        }
    }

    /// What becomes of a digit at each place from the right, modulo 8.
    private static let permutations: [[UInt8]] = {
        var rows: [[UInt8]] = [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]]
        let step: [UInt8] = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]
        while rows.count < 8 { rows.append(rows[rows.count - 1].map { step[Int($0)] }) }
        return rows
    }()

    /// The ASCII digit that makes the ASCII digits before it right.
    static func checkDigit(_ digits: Span<UInt8>) -> UInt8 {
        var sum: UInt8 = 0
        for place in 0..<digits.count {
            let digit = Int(digits[digits.count - 1 - place] &- 0x30) % 10
            sum = product(sum, permutations[(place + 1) % 8][digit])
        }
        // A reflection is its own inverse.
        return 0x30 + (sum < 5 ? (5 - sum) % 5 : sum)
    }
}
