/// JSON web tokens in compact form (RFC 7519, RFC 7515): `header.claims.signature`, each in base64url without padding.
enum JWTKind {
    struct Form {
        var header: Range<Int>
        var claims: Range<Int>
        var signature: Range<Int>
    }

    /// The parts of a token whose first two parts are JSON objects; the signature may be empty (RFC 7515, `none`).
    static func parse(_ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>) -> Form? {
        // The first byte of an object's base64 is always an e.
        guard range.count >= 8, text[range.lowerBound] == 0x65 else { return nil }
        var dots = (first: -1, second: -1)
        for index in range where text[index] == 0x2E {
            if dots.first < 0 {
                dots.first = index
            } else {
                guard dots.second < 0 else { return nil }
                dots.second = index
            }
        }
        guard dots.second > 0 else { return nil }
        let form = Form(
            header: range.lowerBound..<dots.first, claims: dots.first + 1..<dots.second,
            signature: dots.second + 1..<range.upperBound)
        guard Base64URL.isCanonical(text, form.header), Base64URL.isCanonical(text, form.claims),
            form.signature.isEmpty || Base64URL.isCanonical(text, form.signature),
            isObject(text, form.header), isObject(text, form.claims)
        else { return nil }
        return form
    }

    private static func isObject(_ text: borrowing MutableSpan<UInt8>, _ part: Range<Int>) -> Bool {
        var bytes: [UInt8] = []
        Base64URL.decode(text, part, into: &bytes)
        guard bytes.first == 0x7B else { return false }
        let all = 0..<bytes.count
        let span = bytes.mutableSpan
        return JSONDocument.isOne(span, all)
    }

    /// Values of `alg` and `typ` that stay: the registered names (IANA, JSON Web Signature and Encryption Algorithms).
    static let headerValues: Set<[UInt8]> = Set(
        """
        HS256 HS384 HS512 RS256 RS384 RS512 ES256 ES384 ES512 ES256K PS256 PS384 PS512 EdDSA none JWT at+jwt JOSE
        """.split(separator: " ").map { Array($0.utf8) })

    static let headerNames = ["alg", "typ"].map { Array("\"\($0)\":\"".utf8) }
    /// Claims that are times in seconds.
    static let timeNames = ["exp", "iat", "nbf", "auth_time"].map { Array("\"\($0)\":".utf8) }
}

/// Base64url without padding (RFC 4648, section 5), in its only form: unused bits are zero.
enum Base64URL {
    private static let characters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        for (place, character) in characters.enumerated() { values[Int(character)] = UInt8(place) }
        return values
    }()

    static func isCanonical(_ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>) -> Bool {
        guard range.count > 1, range.count % 4 != 1 else { return false }
        for index in range where values[Int(text[index])] == 255 { return false }
        let last = values[Int(text[range.upperBound - 1])]
        return range.count % 4 == 0 || last & (range.count % 4 == 2 ? 15 : 3) == 0
    }

    /// Appends the bytes that canonical characters stand for.
    static func decode(_ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>, into bytes: inout [UInt8]) {
        var word: UInt32 = 0
        var bitCount: UInt32 = 0
        for index in range {
            word = word << 6 | UInt32(values[Int(text[index])])
            bitCount += 6
            if bitCount >= 8 {
                bitCount -= 8
                bytes.append(UInt8(truncatingIfNeeded: word >> bitCount))
            }
        }
    }

    /// Writes bytes over the characters of as many.
    static func encode(_ bytes: Span<UInt8>, into text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        var word: UInt32 = 0
        var bitCount: UInt32 = 0
        var index = range.lowerBound
        for place in bytes.indices {
            word = word << 8 | UInt32(bytes[place])
            bitCount += 8
            while bitCount >= 6, index < range.upperBound {
                bitCount -= 6
                text[index] = characters[Int(word >> bitCount & 63)]
                index += 1
            }
        }
        if bitCount > 0, index < range.upperBound { text[index] = characters[Int(word << (6 - bitCount) & 63)] }
    }
}

extension Masker {
    /// Both objects are masked as JSON and encoded again, so a token stays one that libraries read, but for the
    /// signature, which is of the same length and right for nobody. The registered algorithm and type stay, as do the
    /// intervals between the times.
    mutating func maskJWT(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        guard let form = JWTKind.parse(text, range) else { return }
        maskJWTPart(&text, form.header, isHeader: true)
        maskJWTPart(&text, form.claims, isHeader: false)
        if !form.signature.isEmpty { maskBase64(&text, form.signature) }
    }

    private mutating func maskJWTPart(_ text: inout MutableSpan<UInt8>, _ part: Range<Int>, isHeader: Bool) {
        var original = json.takeBuffer()
        var masked = json.takeBuffer()
        Base64URL.decode(text, part, into: &original)
        masked.append(contentsOf: original)
        let all = 0..<original.count
        var span = masked.mutableSpan
        let kept = isHeader ? Self.headerValues(original.span) : Self.times(original.span)
        repeat {
            mask(Kind.json, &span, all)
        } while isHeader && Self.headerValues(span.span).contains { !kept.contains($0) }
        for range in kept {
            for index in range { span[index] = original[index] }
            if !isHeader { mask(Kind.epoch, &span, range) }
        }
        Base64URL.encode(span.span, into: &text, part)
        json.giveBack(original)
        json.giveBack(masked)
    }

    /// Where the values of `alg` and `typ` stand that are registered.
    private static func headerValues(_ object: Span<UInt8>) -> [Range<Int>] {
        places(of: JWTKind.headerNames, object).compactMap { start in
            var end = start
            var value: [UInt8] = []
            while end < object.count, object[end] != 0x22, value.count <= 8 {
                value.append(object[end])
                end += 1
            }
            return JWTKind.headerValues.contains(value) ? start..<end : nil
        }
    }

    /// Where the times stand.
    private static func times(_ object: Span<UInt8>) -> [Range<Int>] {
        places(of: JWTKind.timeNames, object).compactMap { start in
            var end = start
            while end < object.count, object[end] &- 0x30 < 10 { end += 1 }
            let isWhole = end < object.count && (object[end] == 0x2C || object[end] == 0x7D)
            return isWhole && (9...10).contains(end - start) ? start..<end : nil
        }
    }

    /// Where one of some names of members ends. A quote inside a string is escaped, so no string looks like one.
    private static func places(of names: [[UInt8]], _ object: Span<UInt8>) -> [Int] {
        var places: [Int] = []
        for index in object.indices where object[index] == 0x22 {
            for name in names where index + name.count <= object.count {
                var isEqual = index == 0 || object[index - 1] != 0x5C
                for place in name.indices where isEqual { isEqual = object[index + place] == name[place] }
                if isEqual { places.append(index + name.count) }
            }
        }
        return places
    }
}
