/// What a ``TokenScanner`` finds.
public enum SensitiveKind: UInt8, CaseIterable, Sendable {
    /// An e-mail address (RFC 5321).
    case email
    /// A telephone number (ITU-T E.164, or as it is dialled inside a country).
    case phone
    /// The number of a payment card (ISO/IEC 7812): length, issuer and check digit are right.
    case card
    /// An international bank account number (ISO 13616): length and check digits are right.
    case iban
    /// A social security number of the United States.
    case ssn
    /// A dotted IPv4 address.
    case ipv4
    /// An IPv6 address (RFC 4291).
    case ipv6
    /// A hardware address of 48 bits.
    case mac
    /// A UUID (RFC 9562).
    case uuid
    /// A JSON web token (RFC 7519), or an encrypted one.
    case jwt
    /// User and password in a URL; found is what stands before the `@`.
    case urlCredentials
    /// A key or token of a cloud provider.
    case cloudKey
    /// A key or token of another service.
    case vendorToken
    /// A private key in a PEM block (RFC 7468).
    case privateKey
    /// The value of something that is named like a password, a secret or a token.
    case password
    /// The credentials of an `Authorization` header (RFC 9110).
    case authorization
    /// 32 hexadecimal digits or more: a digest, a session, a key.
    case hexToken
    /// 24 characters of base64 or more that look random.
    case base64Token
    /// A date, with or without a time (ISO 8601); birthdays of other forms where they are named.
    case date
    /// Latitude and longitude.
    case coordinates

    /// The name in reports, such as `url-credentials`.
    public var name: String {
        switch self {
        case .urlCredentials: "url-credentials"
        case .cloudKey: "cloud-key"
        case .vendorToken: "vendor-token"
        case .privateKey: "private-key"
        case .hexToken: "hex-token"
        case .base64Token: "base64-token"
        default: String(describing: self)
        }
    }

    /// The name of the kind that a rule would mask it by.
    public var suggestedKindName: String {
        switch self {
        case .urlCredentials: "url"
        case .cloudKey, .vendorToken, .authorization: "token"
        case .privateKey, .password: "opaque"
        case .hexToken: "hex"
        case .base64Token: "base64"
        case .coordinates: "decimal"
        default: name
        }
    }
}
