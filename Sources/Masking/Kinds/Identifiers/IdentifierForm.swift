/// One layout of a national identifier: what stands at each place, and how its check characters follow.
///
/// The pattern is written with one symbol a character: `d` a digit, `n` a digit but zero, `a` a capital letter, `[…]` one
/// of a list, `{…}` one of a list that stays, `x` a check digit, `<…>` a check character of a list, and `Y`, `M`, `D` the
/// digits of a date (`YYYY` from 1900 to 2099, `YY` in any century). A date is a real one; 29 February moves among
/// years that are leap years in every century.
struct IdentifierForm: Sendable {
    /// What a character can be.
    struct Place: Sendable {
        enum Role: Sendable { case free, kept, check, date }
        var role: Role
        var alphabet: [UInt8]
        /// The number of each byte in the alphabet, 255 for others.
        var numbers: [UInt8]

        init(role: Role, alphabet: [UInt8]) {
            self.role = role
            self.alphabet = alphabet
            numbers = [UInt8](repeating: 255, count: 256)
            for (number, byte) in alphabet.enumerated() { numbers[Int(byte)] = UInt8(number) }
        }
    }

    let kind: Kind
    let places: [Place]
    let separators: [UInt8]
    let checks: [CheckRule]
    let constraint: IdentifierConstraint
    let date: IdentifierDate?
    private let variantCount: Int

    init(
        _ kind: Kind, _ pattern: String, separators: String = "", checks: [CheckRule] = [],
        constraint: IdentifierConstraint = .none, calendar: IdentifierDate.Calendar = .plain
    ) {
        self.kind = kind
        self.separators = Array(separators.utf8)
        self.checks = checks
        self.constraint = constraint
        variantCount = checks.map(\.variantCount).max() ?? 1
        var places: [Place] = []
        var list: (role: Place.Role, alphabet: [UInt8])?
        var dateLetters: [UInt8] = []
        for byte in pattern.utf8 {
            if var open = list {
                if byte == 0x5D || byte == 0x7D || byte == 0x3E {
                    places.append(Place(role: open.role, alphabet: open.alphabet))
                    dateLetters.append(0)
                    list = nil
                } else {
                    open.alphabet.append(byte)
                    list = open
                }
                continue
            }
            switch byte {
            case 0x5B: list = (.free, [])
            case 0x7B: list = (.kept, [])
            case 0x3C: list = (.check, [])
            case 0x64: places.append(Place(role: .free, alphabet: Array("0123456789".utf8)))
            case 0x6E: places.append(Place(role: .free, alphabet: Array("123456789".utf8)))
            case 0x78: places.append(Place(role: .check, alphabet: Array("0123456789".utf8)))
            case 0x61: places.append(Place(role: .free, alphabet: Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8)))
            default: places.append(Place(role: .date, alphabet: Array("0123456789".utf8)))
            }
            if list == nil { dateLetters.append(byte) }
        }
        self.places = places
        date = IdentifierDate(dateLetters, calendar)
    }

    /// Whether all characters can be digits, so that the whole can be an integer.
    var canBeDigits: Bool { places.allSatisfy { $0.alphabet.contains { 0x30...0x39 ~= $0 } } }

    /// The identifier in a range, if it has this layout.
    func read(_ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>) -> CompactText? {
        guard range.count >= places.count,
            let compact = CompactText(text, range, isSeparator: { separators.contains($0) }),
            compact.count == places.count
        else { return nil }
        for place in 0..<places.count where places[place].role != .date {
            guard places[place].numbers[Int(compact[place])] != 255 else { return nil }
        }
        if let date, date.symbol(compact) == nil { return nil }
        return compact
    }

    /// Which of the ways to complete it an identifier shows; nil when its check characters are wrong, or it is one
    /// that is never issued.
    func variant(_ compact: CompactText) -> Int? {
        guard constraint.allows(compact) else { return nil }
        for variant in 0..<variantCount {
            var completed = compact
            guard complete(&completed, variant: variant) else { continue }
            var isEqual = true
            for place in 0..<compact.count where completed[place] != compact[place] { isEqual = false }
            if isEqual { return variant }
        }
        return nil
    }

    /// Writes the check characters; false when there are none.
    private func complete(_ compact: inout CompactText, variant: Int) -> Bool {
        for check in checks {
            guard check.complete(&compact, variant: variant) else { return false }
        }
        return true
    }

    /// Permutes an identifier among those of its layout, date class and kept characters: right ones among right ones,
    /// wrong ones among wrong ones.
    func mask(_ compact: inout CompactText, by cipher: PermutationCipher) {
        let variant = variant(compact)
        var tweak = kind.tweak ^ UInt64(compact.count)
        for place in 0..<places.count where places[place].role == .kept {
            tweak = (tweak ^ UInt64(compact[place])) &* 0x100_0000_01B3
        }
        tweak = (tweak ^ UInt64(variant.map { $0 + 1 } ?? 0)) &* 0x100_0000_01B3
        let dateClass = date?.symbol(compact)?.dateClass ?? 0
        tweak = (tweak ^ UInt64(dateClass)) &* 0x100_0000_01B3
        repeat {
            permute(&compact, withChecks: variant == nil, by: cipher, tweak: tweak)
        } while !belongs(&compact, to: variant)
    }

    /// Whether a permuted identifier is of the class it comes from, once its check characters are written.
    private func belongs(_ compact: inout CompactText, to variant: Int?) -> Bool {
        guard let variant else { return self.variant(compact) == nil }
        return constraint.allows(compact) && complete(&compact, variant: variant)
    }

    private func permute(
        _ compact: inout CompactText, withChecks: Bool, by cipher: PermutationCipher, tweak: UInt64
    ) {
        var rank = MixedRank()
        let dateSymbol = date?.symbol(compact)
        if let dateSymbol { _ = rank.append(dateSymbol.value, below: dateSymbol.size) }
        for place in 0..<places.count where isPermuted(place, withChecks) {
            let index = places[place].numbers[Int(compact[place])]
            _ = rank.append(UInt64(index), below: UInt64(places[place].alphabet.count))
        }
        rank.permute(by: cipher, tweak: tweak)
        for place in (0..<places.count).reversed() where isPermuted(place, withChecks) {
            let index = rank.removeLast(below: UInt64(places[place].alphabet.count))
            compact[place] = places[place].alphabet[Int(index)]
        }
        if let date, var symbol = dateSymbol {
            symbol.value = rank.removeLast(below: symbol.size)
            date.store(symbol, into: &compact)
        }
    }

    private func isPermuted(_ place: Int, _ withChecks: Bool) -> Bool {
        switch places[place].role {
        case .free: true
        case .check: withChecks
        case .kept, .date: false
        }
    }
}

/// What identifiers of a layout are never issued, although their characters and check characters would do.
enum IdentifierConstraint: Sendable {
    case none
    /// Area 000, 666 and from 900, group 00, serial 0000 (SSA, since 2011).
    case ssn
    /// Prefixes that are not allocated (HMRC's National Insurance Manual, NIM39110).
    case nino
    /// Of the first ten digits of a German number one occurs twice or three times, and no other more than once.
    case steuerId

    func allows(_ text: CompactText) -> Bool {
        switch self {
        case .none: return true
        case .ssn:
            let area = text.number(0..<3)
            return area != 0 && area != 666 && area < 900 && text.number(3..<5) != 0 && text.number(5..<9) != 0
        case .nino:
            let prefix = UInt16(text[0]) << 8 | UInt16(text[1])
            return !Self.unusedPrefixes.contains(prefix)
        case .steuerId:
            var counts: UInt64 = 0
            for place in 0..<10 { counts += 1 << UInt64(4 * text.digit(place)) }
            var repeated = 0
            for digit in 0..<10 as Range<UInt64> {
                switch counts >> (4 * digit) & 15 {
                case 0, 1: continue
                case 2, 3: repeated += 1
                default: return false
                }
            }
            return repeated == 1
        }
    }

    /// BG, GB, KN, NK, NT, TN, ZZ.
    private static let unusedPrefixes: [UInt16] = [0x4247, 0x4742, 0x4B4E, 0x4E4B, 0x4E54, 0x544E, 0x5A5A]
}
