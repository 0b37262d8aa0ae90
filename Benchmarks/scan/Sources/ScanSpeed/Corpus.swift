/// Text to scan, like the values of a cache: documents, log lines, sentences, identifiers, and some values that are found.
struct Corpus {
    /// All values, one behind the other.
    private(set) var bytes: [UInt8] = []
    /// Where each value ends.
    private(set) var ends: [Int] = []

    private var state: UInt64

    init(seed: UInt64, byteCount: Int) {
        state = seed
        bytes.reserveCapacity(byteCount + 4096)
        while bytes.count < byteCount {
            bytes += Array(value().utf8)
            ends.append(bytes.count)
        }
    }

    private init(_ kind: Int, seed: UInt64, byteCount: Int) {
        state = seed
        while bytes.count < byteCount {
            bytes += Array(value(kind).utf8)
            ends.append(bytes.count)
        }
    }

    /// Values of one kind only, by its name.
    static func parts(seed: UInt64, byteCount: Int) -> [(name: String, corpus: Corpus)] {
        kinds.enumerated().map { ($0.element, Corpus($0.offset, seed: seed, byteCount: byteCount)) }
    }

    static let kinds = ["user documents", "cart documents", "log lines", "sentences", "identifiers", "random base64"]

    private mutating func value() -> String {
        // As many of each as a cache of a shop has: six, three, two, two, six and one of twenty.
        value([0, 0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 3, 3, 4, 4, 4, 4, 4, 4, 5][below(20)])
    }

    private mutating func value(_ kind: Int) -> String {
        switch kind {
        case 0:
            """
            {"id":\(below(100_000_000)),"email":"\(word()).\(word())\(below(99))@\(word()).com","name":"\(word()) \(word())",\
            "phone":"+1-\(212 + below(700))-\(200 + below(700))-\(1000 + below(8999))","created_at":"2024-0\(1 + below(9))-1\(below(10))T\
            1\(below(10)):2\(below(10)):3\(below(10))Z","roles":["\(word())","\(word())"],"active":true,"score":\(below(1000)).\(below(100)),\
            "address":{"street":"\(word()) \(word()) \(below(200))","city":"\(word())","zip":"\(10_000 + below(80_000))"}}
            """
        case 1:
            """
            {"cart":"\(hex(24))","items":[{"sku":"SKU-\(below(100_000))","qty":\(1 + below(9)),"price":\(below(500)).99},{"sku":\
            "SKU-\(below(100_000))","qty":1,"price":\(below(50)).49}],"currency":"EUR","updated":\(1_700_000_000 + below(9_999_999))}
            """
        case 2:
            """
            2024-05-0\(1 + below(9)) 12:\(10 + below(49)):\(10 + below(49)),\(100 + below(900)) INFO [worker-\(below(64))] \(word()) \
            \(word()) request \(hex(8)) from 10.\(below(255)).\(below(255)).\(below(255)) took \(below(900)) ms, status=200 \
            path=/api/v1/\(word())/\(below(100_000))
            """
        case 3:
            (0..<20 + below(40)).map { _ in word() }.joined(separator: " ") + "."
        case 4:
            switch below(4) {
            case 0: "\(below(1_000_000))"
            case 1: hex(32)
            case 2: "\(hex(8))-\(hex(4))-4\(hex(3))-8\(hex(3))-\(hex(12))"
            default: "user:\(below(1_000_000)):session"
            }
        default:
            String((0..<120).map { _ in Self.base64[below(64)] })
        }
    }

    private static let base64 = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    private static let hexDigits = Array("0123456789abcdef")
    private static let syllables = [
        "an", "be", "cor", "de", "el", "fi", "gra", "in", "lo", "mer", "no", "pra", "ri", "sta", "tu", "ver",
    ]

    private mutating func word() -> String {
        (0..<1 + below(4)).map { _ in Self.syllables[below(Self.syllables.count)] }.joined()
    }

    private mutating func hex(_ count: Int) -> String { String((0..<count).map { _ in Self.hexDigits[below(16)] }) }

    /// SplitMix64: the same text for the same seed.
    private mutating func below(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
        return Int((word ^ word >> 31) % UInt64(bound))
    }
}
