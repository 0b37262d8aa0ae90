@testable import Masking

/// Secrets of the forms that scanners of repositories look for, made at random so that they are nobody's.
struct PlantedSecrets {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    private mutating func below(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
    }

    private mutating func text(_ count: Int, _ alphabet: String) -> String {
        let letters = [Character](alphabet)
        return String((0..<count).map { _ in letters[below(letters.count)] })
    }

    private static let hex = "0123456789abcdef"
    private static let upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    private static let base62 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

    /// A secret of one of the forms.
    mutating func next(_ form: Int) -> String {
        switch form % 16 {
        case 0: "AKIA" + text(16, Self.upper)
        case 1: "ghp_" + text(36, Self.base62)
        case 2: "xoxb-" + text(12, "0123456789") + "-" + text(24, Self.base62)
        case 3: "sk_live_" + text(24, Self.base62)
        case 4: "AIza" + text(35, Self.base62)
        case 5: "glpat-" + text(20, Self.base62)
        case 6: "SG." + text(22, Self.base62) + "." + text(43, Self.base62)
        case 7: "eyJhbGciOiJIUzI1NiJ9." + text(40, Self.base62) + "." + text(43, Self.base62)
        case 8: "npm_" + text(36, Self.base62)
        case 9: "postgres://app:" + text(16, Self.base62) + "@db-" + text(8, Self.hex) + ".internal:5432/shop"
        case 10: "dop_v1_" + text(64, Self.hex)
        case 11: "-----BEGIN EC PRIVATE KEY-----" + text(64, Self.base62) + "-----END EC PRIVATE KEY-----"
        case 12: text(6, Self.hex) + "." + text(8, Self.hex) + "@" + text(9, Self.hex) + ".com"
        case 13: "+4917" + text(9, "0123456789")
        case 14: "DE" + text(20, "0123456789")
        default: text(40, Self.hex)
        }
    }
}

/// Where a secret can be in the keys of a server: each place makes commands out of a number and a secret.
enum SecretPlace: CaseIterable {
    case key, keySegment, hashTag, text, jsonLeaf, jsonName, escapedJSON, field, fieldValue, largeHash, listElement
    case setMember, sortedMember, streamField, streamValue, groupName, base64, base64JSON, hexDigits, percent, form, xml
    case gzip, gzipInBase64, zlib, zstd, lz4, snappy, deflate, pickle, pickleInZlib, msgpack, php, phpInPHP,
        hyperLogLogBeside
    case functionCode

    func commands(_ number: Int, _ secret: String) -> [[[UInt8]]] {
        let plain = Array(secret.utf8)
        func set(_ value: [UInt8]) -> [[[UInt8]]] { [[Array("SET"), Array("value:\(number)"), value]] }
        func words(_ words: String...) -> [[[UInt8]]] { [words.map { Array($0.utf8) }] }
        let json = Array(#"{"user":{"id":\#(number),"token":"\#(secret)"},"tags":["a","\#(secret)"]}"#.utf8)
        switch self {
        case .key: return words("SET", secret, "1")
        case .keySegment: return words("SET", "session:\(secret):data", "x")
        case .hashTag: return words("SET", "{\(secret)}:cart", "x")
        case .text: return set(Array("mail to \(secret), please; password=\(secret)".utf8))
        case .jsonLeaf: return set(json)
        case .jsonName: return set(Array(#"{"\#(secret)":{"seen":true}}"#.utf8))
        case .escapedJSON: return set(Array(#"{"raw":"{\"token\":\"\#(secret)\"}"}"#.utf8))
        case .field: return words("HSET", "hash:\(number)", secret, "1")
        case .fieldValue: return words("HSET", "hash:\(number)", "api_key", secret, "id", "\(number)")
        case .largeHash: return words("HSET", "hash:\(number)", "note", String(repeating: "-", count: 80) + secret)
        case .listElement: return words("RPUSH", "list:\(number)", "a", secret, "b")
        case .setMember: return words("SADD", "set:\(number)", "a", secret)
        case .sortedMember: return words("ZADD", "zset:\(number)", "1", secret, "1", "other")
        case .streamField: return words("XADD", "stream:\(number)", "*", secret, "v")
        case .streamValue: return words("XADD", "stream:\(number)", "*", "token", secret)
        case .groupName:
            return words("XADD", "stream:\(number)", "1-1", "f", "v")
                + words("XGROUP", "CREATE", "stream:\(number)", secret, "0")
                + words("XREADGROUP", "GROUP", secret, secret, "STREAMS", "stream:\(number)", ">")
        case .base64: return set(Array(Packed.base64(plain)))
        case .base64JSON: return set(Packed.base64(json))
        case .hexDigits: return set(Packed.hex(plain))
        case .percent: return set(plain.flatMap { [0x25] + Packed.hex([$0]) })
        case .form: return set(Array("user=\(number)&token=".utf8) + plain.flatMap { [0x25] + Packed.hex([$0]) })
        case .xml:
            return set(Array("<?xml version=\"1.0\"?><user id=\"\(number)\" token=\"\(secret)\">\(secret)</user>".utf8))
        case .gzip: return set(Packed.gzip(json))
        case .gzipInBase64: return set(Packed.base64(Packed.gzip(json)))
        case .zlib: return set(Packed.zlib(json))
        case .zstd: return set(Packed.zstd(json))
        case .lz4: return set(Packed.lz4(json))
        case .snappy: return set(Packed.snappy(json))
        case .deflate: return set(Packed.deflate(json))
        case .pickle: return set(Packed.pickle(plain))
        case .pickleInZlib: return set(Packed.zlib(Packed.pickle(plain)))
        case .msgpack:
            return set([0x82, 0xA2, 0x69, 0x64, 0x07, 0xA5] + Array("token") + [0xD9, UInt8(plain.count)] + plain)
        case .php: return set(Packed.php(plain))
        case .phpInPHP: return set(Packed.php(Packed.php(plain)))
        case .hyperLogLogBeside:
            return words("PFADD", "hll:\(number)", secret) + words("SET", "hll:\(number):last", secret)
        case .functionCode:
            return words(
                "FUNCTION", "LOAD",
                "#!lua name=lib\(number)\nlocal k = '\(secret)'\nredis.register_function('f\(number)', function() return k end)"
            )
        }
    }
}

/// Values as libraries write them.
enum Packed {
    static func base64(_ bytes: [UInt8]) -> [UInt8] {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var (result, bits, count): ([UInt8], UInt32, UInt32) = ([], 0, 0)
        for byte in bytes {
            (bits, count) = (bits << 8 | UInt32(byte), count + 8)
            while count >= 6 {
                count -= 6
                result.append(letters[Int(bits >> count & 63)])
            }
        }
        if count > 0 { result.append(letters[Int(bits << (6 - count) & 63)]) }
        return result + [UInt8](repeating: 0x3D, count: (4 - result.count % 4) % 4)
    }

    static func hex(_ bytes: [UInt8]) -> [UInt8] {
        let digits = Array("0123456789abcdef".utf8)
        return bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    }

    static func deflate(_ bytes: [UInt8]) -> [UInt8] {
        var packed: [UInt8] = []
        _ = DeflateStream.deflate(bytes.span, level: 6, emptyBlocks: 0, into: &packed)
        return packed
    }

    static func gzip(_ bytes: [UInt8]) -> [UInt8] {
        let checksum = UInt64(DeflateStream.crc32(bytes.span)) | UInt64(bytes.count) << 32
        return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3] + deflate(bytes) + littleEndian(checksum, 8)
    }

    static func zlib(_ bytes: [UInt8]) -> [UInt8] {
        let sum = DeflateStream.adler32(bytes.span)
        return [0x78, 0x9C] + deflate(bytes) + littleEndian(UInt64(sum), 4).reversed()
    }

    static func zstd(_ bytes: [UInt8]) -> [UInt8] {
        var packed: [UInt8] = []
        _ = ZstdStream.compress(bytes.span, level: 3, hasChecksum: false, into: &packed)
        return packed
    }

    static func lz4(_ bytes: [UInt8]) -> [UInt8] {
        var packed: [UInt8] = []
        var form = LZ4Stream.Form()
        form.blockSize = 4
        _ = LZ4Stream.compress(bytes.span, level: 0, form, into: &packed)
        return packed
    }

    static func snappy(_ bytes: [UInt8]) -> [UInt8] {
        var packed: [UInt8] = []
        SnappyBlock(bytes.span).write(to: &packed)
        return packed
    }

    /// Protocol 2: a dictionary with one member.
    static func pickle(_ text: [UInt8]) -> [UInt8] {
        [0x80, 2, 0x7D, 0x71, 0, 0x58, 5, 0, 0, 0] + Array("token".utf8) + [0x71, 1, 0x58]
            + littleEndian(UInt64(text.count), 4) + text + [0x71, 2, 0x73, 0x2E]
    }

    static func php(_ text: [UInt8]) -> [UInt8] {
        Array("a:1:{s:5:\"token\";s:\(text.count):\"".utf8) + text + Array("\";}".utf8)
    }

    private static func littleEndian(_ value: UInt64, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) }
    }
}
