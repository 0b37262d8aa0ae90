/// Masks values in place, each to a value of the same shape and length.
///
/// One masker serves one thread; maskers with the same key give the same results. Small permutation tables are shared
/// through ``SmallDomainTables``. Nothing is allocated for a value once the scratch memory has grown.
public struct Masker: ~Copyable {
    let integers: PermutationCipher
    let digits: PermutationCipher
    let opaque: PermutationCipher
    let bits: PermutationCipher
    let addresses: PermutationCipher
    let dates: PermutationCipher
    let identifiers: PermutationCipher
    let prf: PRF
    let timeShift: TimeShift
    let stream: AES
    var letters = LetterScratch()
    var json = JSONScratch()
    var names = NameScratch()
    var domains = DomainScratch()
    var vectors = VectorScratch()
    var slots = SlotScratch()
    var registers: [UInt8] = []
    var memo = MaskMemo()
    var nesting = Nesting()
    var filling = Filling()
    var collectors: [LeafCollector] = []
    var packing = PackingScratch()
    /// How many documents and encodings were opened, by which it is known whether one was.
    var openings = 0
    /// What was done to documents and encodings since the last ``takeCodecCounts()``.
    var codecs = CodecCounts()
    /// Coarse values since they were last taken, where dates lose month and day.
    public var coarse = CoarseValues()
    /// What names of members say of their values.
    public let named: NamedKinds
    /// Whether dates that are found lose month and day, where two values may become one.
    let coarsensDates: Bool
    private var integerMemo = IntegerMemo()
    private var ranks: [UInt64] = []

    /// A masker under a key.
    public init(
        key: MaskingKey, tables: SmallDomainTables, named: NamedKinds = .none, coarsensDates: Bool = false
    ) {
        self.named = named
        self.coarsensDates = coarsensDates
        func cipher(_ label: String) -> PermutationCipher {
            PermutationCipher(subkey: key.subkey("mannequin " + label), tables: tables)
        }
        integers = cipher("integer")
        digits = cipher("digits")
        opaque = cipher("opaque")
        bits = cipher("bits")
        addresses = cipher("ipv4")
        dates = cipher("date")
        identifiers = cipher("identifier")
        prf = PRF(subkey: key.subkey("mannequin prf"))
        stream = AES(key: key.subkey("mannequin stream"))
        timeShift = TimeShift(Block(key.subkey("mannequin time shift")))
    }

    /// Masks an integer inside its interval of the integer ladder, as ``Kind/integer`` masks its text.
    public mutating func masked(_ integer: Int64) -> Int64 {
        let cipher = integers
        return integerMemo.masked(integer) { IntegerLadder.masked($0, by: cipher) }
    }

    /// Masks an integer as a kind masks its text.
    public mutating func masked(_ integer: Int64, as kind: Kind) -> Int64 {
        guard kind.masksIntegers else { return kind == .keep ? integer : masked(integer) }
        var text = json.takeBuffer()
        text.append(contentsOf: String(integer).utf8)
        let all = 0..<text.count
        var span = text.mutableSpan
        mask(kind, &span, all)
        let result = DecimalText.canonicalInteger(span, all) ?? masked(integer)
        json.giveBack(text)
        return result
    }

    /// Masks an integer as a treatment masks its text.
    public mutating func masked(_ integer: Int64, by treatment: Treatment) -> Int64 {
        if case .kind(let kind) = treatment { return masked(integer, as: kind) }
        return masked(integer)
    }

    /// Masks many integers, as ``masked(_:by:)`` does one; sorted ones are quickest.
    public mutating func mask(_ numbers: inout [Int64], by treatment: Treatment = .detect) {
        if case .kind(let kind) = treatment, kind.masksIntegers {
            for place in numbers.indices { numbers[place] = masked(numbers[place], as: kind) }
        } else {
            IntegerLadder.mask(&numbers, by: integers, ranks: &ranks)
        }
    }

    /// Masks the bytes of a range as a treatment says.
    public mutating func mask(
        _ treatment: Treatment, _ text: inout MutableSpan<UInt8>, _ range: Range<Int>, at place: ValuePlace
    ) {
        nesting = Nesting(context: place == .value ? .opens : [])
        mask(treatment, &text, range)
        nesting = Nesting()
    }

    /// What was done to documents and encodings since the last call.
    public mutating func takeCodecCounts() -> CodecCounts {
        defer { codecs = CodecCounts() }
        return codecs
    }

    /// Masks the bytes of a range as a kind. Nothing is opened but JSON.
    ///
    /// A value that lacks the shape of its kind is masked as ``Kind/opaque``, or ``Kind/binary`` where it is no text.
    /// On the values of one such class the map is a permutation: a result that would be taken for another class is
    /// masked again (cycle walking), so values of different classes cannot meet either.
    public mutating func mask(_ kind: Kind, _ text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        guard kind != .keep, !range.isEmpty else { return }
        if kind == .structural { return maskName(&text, range) }
        if coarsensDates, kind == .dateYear || kind == .detect && isFoundDate(text, range) {
            return coarsen(&text, range)
        }
        maskRemembered(kind, &text, range)
    }

    /// Masks a date to its year, and takes note of the year.
    private mutating func coarsen(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        maskRemembered(.dateYear, &text, range)
        if Self.hasShape(.dateYear, text, range) { coarse.note(text.span.extracting(range)) }
    }

    private mutating func maskRemembered(_ kind: Kind, _ text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        guard MaskMemo.byteCounts.contains(range.count), !nesting.context.contains(.fills) else {
            _ = maskNew(kind, &text, range)
            return
        }
        // Few values are masked in another way in another place; the others are remembered for all places together.
        let context =
            nesting.context.isEmpty || !Recognition.dependsOnContext(kind, text, range) ? [] : nesting.context
        let value = MaskMemo.Value(text, range, kind, context)
        if let result = memo.masked(value) { return result.store(into: &text, range) }
        if maskNew(kind, &text, range) { memo.remember(value, as: MaskMemo.Value(text, range, kind, context)) }
    }

    private func isFoundDate(_ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>) -> Bool {
        nesting.context.contains(.opens) && text[range.lowerBound] &- 0x30 < 10
            && Detector.kind(of: text, range) == .date
    }

    /// What the name of a member says of its value, where a rule says nothing. What brings values together is left to places
    /// where that is no loss.
    func kind(ofMember name: Span<UInt8>) -> Kind? {
        guard let kind = named.kind(of: name) else { return nil }
        return kind.isInjective || nesting.context.contains(.opens) ? kind : .detect
    }

    /// Masks a value that is not remembered. False when the result is not to be remembered: what is opened is counted each
    /// time, and bytes that are no text are masked in another way within a text.
    @inline(__always)
    private mutating func maskNew(_ kind: Kind, _ text: inout MutableSpan<UInt8>, _ range: Range<Int>) -> Bool {
        if kind == .detect, nesting.context.contains(.opens), Recognition.mayBegin(text, range), open(&text, range) {
            return false
        }
        let shape = Self.shape(kind, text, range)
        let openings = openings
        if nesting.context.isDisjoint(with: [.staysText, .fills]) || shape == .json {
            mask(kind, foundToBe: shape, &text, range)
        } else if shape != .binary, fillsNext() {
            Filling.fill(&text, range)
        } else if shape == .binary, nesting.context.contains(.staysText) {
            _ = maskOpaque(&text, range, tweak: 0)
        } else {
            mask(kind, foundToBe: shape, &text, range)
        }
        return shape != .binary && self.openings == openings
    }

    /// Masks a value whose shape for a kind is known.
    mutating func mask(_ kind: Kind, foundToBe shape: Kind, _ text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        if kind.masksIntegers { return maskClosely(kind, foundToBe: shape, &text, range) }
        repeat {
            let isClosed = apply(shape, &text, range)
            if isClosed, kind.trustsShapes { return }
        } while Self.shape(kind, text, range) != shape
    }

    /// The same for a kind that masks integers: they stay within their interval of the ladder, so that they take the
    /// room that they took, and no other string becomes one.
    private mutating func maskClosely(
        _ kind: Kind, foundToBe shape: Kind, _ text: inout MutableSpan<UInt8>, _ range: Range<Int>
    ) {
        let interval = DecimalText.canonicalInteger(text, range).map(IntegerLadder.interval)
        repeat {
            _ = apply(shape, &text, range)
        } while DecimalText.canonicalInteger(text, range).map(IntegerLadder.interval) != interval
            || Self.shape(kind, text, range) != shape
    }

    /// The kind a value is masked as when it is masked as `kind`.
    ///
    /// A string that Redis stores as an integer is one whatever the kind, and no other string becomes one: the
    /// encoding of a string object depends on it.
    static func shape(_ kind: Kind, _ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>) -> Kind {
        if kind == .detect { return Detector.kind(of: text, range) }
        if kind.masksIntegers {
            if hasShape(kind, text, range) { return kind }
            return DecimalText.canonicalInteger(text, range) == nil ? fallback(text, range) : .integer
        }
        if DecimalText.canonicalInteger(text, range) != nil { return .integer }
        if kind == .binary { return .binary }
        return hasShape(kind, text, range) ? kind : fallback(text, range)
    }

    /// What a value without the shape of its kind is masked as.
    private static func fallback(_ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>) -> Kind {
        let classes = ByteClass.of(text, range)
        return isText(text, range, classes) && !classes.contains(.control) ? .opaque : .binary
    }

    private static func isText(
        _ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>, _ classes: ByteClass
    ) -> Bool {
        !classes.contains(.high) || UTF8Scalar.isValid(text, range)
    }

    private static func hasShape(
        _ kind: Kind, _ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>
    ) -> Bool {
        let classes = ByteClass.of(text, range)
        return switch kind {
        case .text: isText(text, range, classes)
        case .digits: classes == .digit
        case .decimal: DecimalKind.isOne(text, range)
        case .hex: classes.isSubset(of: [.digit, .hexLower]) || classes.isSubset(of: [.digit, .hexUpper])
        case .base64: Base64Kind.parse(text, range) != nil
        case .uuid: UUIDKind.isOne(text, range, classes)
        case .email: EmailKind.isOne(text, range)
        case .phone: PhoneKind.isOne(text, range, classes)
        case .ipv4: IPv4Kind.parse(text, range) != nil
        case .date: DateKind.parse(text, range) != nil
        case .json: JSONDocument.isOne(text, range)
        case .hyperloglog: HyperLogLog.isOne(text, range)
        case .card: CardKind.read(text, range) != nil
        case .iban: IBANKind.read(text, range) != nil
        case .ipv6: IPv6Kind.parse(text, range) != nil
        case .mac: MACKind.isOne(text, range)
        case .jwt: JWTKind.parse(text, range) != nil
        case .url: URLKind.parse(text, range) != nil
        case .userAgent: UserAgentKind.isOne(text, range)
        case .token: MaskedTokenForm.of(text, range) != nil
        case .base62: classes.isSubset(of: .alphanumeric)
        case .epoch: EpochKind.parse(text, range) != nil
        case .dateShift, .dateYear: DateKind.parse(text, range) != nil
        case .latitude: CoordinateKind.parts(text, range, most: 90) != nil
        case .longitude: CoordinateKind.parts(text, range, most: 180) != nil
        case .numberNoise: NumberNoise.parts(text, range) != nil
        case .personName, .address: ProperNames.isOne(kind, text, range, classes)
        default: IdentifierKind.isOne(kind, text, range)
        }
    }

    /// Applies the permutation of one shape once; returns whether its results always have that shape.
    private mutating func apply(_ shape: Kind, _ text: inout MutableSpan<UInt8>, _ range: Range<Int>) -> Bool {
        switch shape {
        case .integer: maskInteger(&text, range)
        case .digits: maskDigits(&text, range)
        case .decimal: maskDecimal(&text, range)
        case .uuid: maskUUID(&text, range)
        case .email: maskEmail(&text, range)
        case .ipv4: maskIPv4(&text, range)
        case .date: maskDate(&text, range)
        case .json: maskJSON(&text, range, nil)
        case .hyperloglog: maskHyperLogLog(&text, range)
        case .hex:
            maskHex(&text, range)
            return false
        case .base64:
            maskBase64(&text, range)
            return false
        case .phone:
            maskPhone(&text, range)
            return false
        case .binary: return maskBinary(&text, range)
        case .text: return maskText(&text, range)
        case .opaque, .keep, .detect, .structural: return maskOpaque(&text, range, tweak: 0)
        case .card: maskCard(&text, range)
        case .iban: maskIBAN(&text, range)
        case .ipv6: maskIPv6(&text, range)
        case .mac: maskMAC(&text, range)
        case .jwt: maskJWT(&text, range)
        case .url: maskURL(&text, range)
        case .userAgent: maskUserAgent(&text, range)
        case .token: maskToken(&text, range)
        case .base62: maskBase62(&text, range, tweak: Kind.base62.tweak)
        case .epoch: maskEpoch(&text, range)
        case .dateShift: shiftDate(&text, range)
        case .dateYear: coarsenDate(&text, range)
        case .latitude: maskCoordinate(&text, range, most: 90)
        case .longitude: maskCoordinate(&text, range, most: 180)
        case .numberNoise: addNoise(&text, range)
        case .personName: maskPersonName(&text, range)
        case .address: maskAddress(&text, range)
        default: maskIdentifier(shape, &text, range)
        }
        return true
    }
}
