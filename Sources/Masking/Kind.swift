/// The shape a value is taken for, and so the set of strings its masked form is drawn from.
///
/// A kind is a ranking: it numbers the strings of one shape, the rank is permuted under the key, and the result is
/// written back in the same shape and length. A value that does not have the shape of its kind is masked as
/// ``opaque``. A string that Redis stores as an integer goes by the integer ladder whatever the kind, so one identifier
/// masks alike in a key, in a listpack and in JSON; only kinds whose strings can be digits throughout
/// (``masksIntegers``) mask it themselves, within its interval of the ladder.
public enum Kind: UInt8, CaseIterable, Sendable {
    /// Passed on unchanged.
    case keep
    /// Finds out which of the other kinds a value is, and masks it as that.
    case detect
    /// A name: split at separators, words of the structural vocabulary kept, the rest masked as ``detect``.
    case structural
    /// Class by class over the whole string: digit, lower, upper; other letters keep script and byte length.
    case opaque
    /// Free text: like ``opaque``, but equal words of one text stay equal words.
    case text
    /// Decimal digits, leading zeros included.
    case digits
    /// A signed 64-bit decimal integer, permuted inside its interval of the integer ladder.
    case integer
    /// A decimal fraction such as `-12.50`: sign, number of digits and exponent stay.
    case decimal
    /// Hexadecimal digits of one case.
    case hex
    /// Base64 or base64url, padded or not.
    case base64
    /// A UUID of RFC 9562: version and variant stay, and the order in time of versions 1, 6 and 7.
    case uuid
    /// An e-mail address: the domain becomes one that nobody can own (RFC 2606 `.test`).
    case email
    /// A telephone number: country code and punctuation stay.
    case phone
    /// A dotted IPv4 address: widths of the octets and the address class stay.
    case ipv4
    /// An ISO 8601 date or date-time between 1900 and 2099.
    case date
    /// A JSON document: structure, keys, escapes and number formats stay, leaves are masked as ``detect``.
    case json
    /// Arbitrary bytes.
    case binary
    /// A HyperLogLog of Redis, dense or sparse: registers are permuted, the estimate stays.
    case hyperloglog
    /// A payment card number (ISO/IEC 7812-1): brand, separators and rightness of the check digit stay.
    case card
    /// An international bank account number (ISO 13616): country, spaces and rightness of the check digits stay.
    case iban
    /// A social security number of the United States.
    case ssn
    /// An NHS number of England, Wales and the Isle of Man.
    case nhs
    /// A national insurance number of the United Kingdom.
    case nino
    /// A Spanish documento nacional de identidad.
    case dni
    /// A Spanish número de identidad de extranjero.
    case nie
    /// An Italian codice fiscale.
    case codiceFiscale
    /// A French numéro d'inscription au répertoire.
    case nir
    /// A German steuerliche Identifikationsnummer.
    case steuerId
    /// A Dutch burgerservicenummer.
    case bsn
    /// A Belgian national register number.
    case belgianId
    /// A Polish PESEL number.
    case pesel
    /// A Swedish personnummer.
    case personnummer
    /// A Finnish henkilötunnus.
    case hetu
    /// A Norwegian fødselsnummer.
    case fodselsnummer
    /// A Danish CPR number.
    case cpr
    /// A Swiss AHV number.
    case ahv
    /// A Portuguese número de identificação fiscal.
    case nif
    /// A Romanian cod numeric personal.
    case cnp
    /// A Turkish T.C. kimlik numarası.
    case tckn
    /// A Brazilian cadastro de pessoas físicas.
    case cpf
    /// A Chilean rol único tributario.
    case rut
    /// A Chinese resident identity number.
    case chineseId
    /// An Indian Aadhaar number.
    case aadhaar
    /// A Japanese individual number.
    case myNumber
    /// A Canadian social insurance number.
    case sin
    /// An Australian tax file number.
    case tfn
    /// A South African identity number.
    case southAfricanId
    /// An IPv6 address: places of colons, widths of the groups, zone and scope stay.
    case ipv6
    /// A hardware address (EUI-48): separators, group bit and local bit stay.
    case mac
    /// A JSON web token (RFC 7519): algorithm, names of claims and intervals of times stay, the signature is right for
    /// nobody.
    case jwt
    /// A URL (RFC 3986): scheme, port and structural words stay, the host becomes one that nobody can own.
    case url
    /// A user agent of a browser or library: reviewed product names stay, versions are masked.
    case userAgent
    /// A secret that its vendor marks with a prefix, which stays, or becomes that of a test key.
    case token
    /// Letters and digits, each drawn from all 62.
    case base62
    /// A time since 1970 in seconds, or a thousandth, millionth or milliardth of it: moved, intervals stay.
    case epoch
    /// A date or date-time as of ``date``: the day moves by one number of days, the time of day stays.
    case dateShift
    /// A date or date-time as of ``date``: only the year stays.
    case dateYear
    /// A latitude in decimal degrees: moved by up to two hundredths of a degree.
    case latitude
    /// A longitude in decimal degrees: moved by up to two hundredths of a degree.
    case longitude
    /// A number: up to a tenth is added or taken away.
    case numberNoise
    /// A person's name: words of our lists, of the same length and case; other scripts as ``opaque``.
    case personName
    /// A postal address: as ``personName``, from lists of streets and places; words like Street stay.
    case address

    /// The name used in rule files, such as `ipv4` or `codice-fiscale`.
    public var name: String { Self.names[Int(rawValue)] }

    /// The kind a rule file names, or nil.
    public init?(named name: String) {
        guard let place = Self.names.firstIndex(of: name) else { return nil }
        self = Self.allCases[place]
    }

    /// The name of every case: a dash and the small letter take the place of a capital.
    private static let names = allCases.map { kind in
        String(describing: kind).reduce(into: "") { name, character in
            name += character.isUppercase ? "-" + character.lowercased() : String(character)
        }
    }

    /// Whether two different values of one shape can never mask to the same value, as key names, set members and
    /// field names need.
    public var isInjective: Bool {
        switch self {
        case .text, .hyperloglog, .dateYear, .latitude, .longitude, .numberNoise, .personName, .address: false
        default: true
        }
    }

    /// Whether the kind masks strings that Redis stores as integers as what it is, and not by the whole interval of
    /// the ladder they lie in. They stay within that interval.
    public var masksIntegers: Bool { Self.integerKinds[Int(rawValue)] }

    private static let integerKinds = allCases.map { kind in
        switch kind {
        case .card, .epoch, .numberNoise: true
        default: IdentifierForms.of(kind)?.contains { $0.canBeDigits } ?? false
        }
    }

    /// Whether a number of a document with digits behind its point can be masked as the kind, and stays one.
    var masksFractions: Bool {
        switch self {
        case .epoch, .latitude, .longitude, .numberNoise: true
        default: false
        }
    }

    /// Whether what is masked as another shape under this kind can gain none that it lacked, where that shape says so.
    var trustsShapes: Bool { rawValue <= Kind.hyperloglog.rawValue }

    /// A number that tells the kind's permutations from those of others. Made from the name: it must never change.
    var tweak: UInt64 { Self.tweaks[Int(rawValue)] }

    private static let tweaks = names.map { name in
        name.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}
