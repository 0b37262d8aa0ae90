/// Forms (`application/x-www-form-urlencoded`): `name=value&name=value`, a space as `+`, others percent-encoded.
enum FormText {
    /// Whether the bytes are a form: printable, without a space, with a `=` somewhere.
    static func parse(_ bytes: Span<UInt8>, into found: inout LeafCollector) -> Bool {
        var hasValue = false
        for index in bytes.indices {
            if bytes[index] <= 0x20 || bytes[index] >= 0x7F { return false }
            if bytes[index] == 0x3D { hasValue = true }
        }
        guard hasValue, found.enter(.map) else { return false }
        var start = 0
        while start <= bytes.count {
            var equals: Int?
            var end = start
            while end < bytes.count, bytes[end] != 0x26 {
                if bytes[end] == 0x3D, equals == nil { equals = end }
                end += 1
            }
            found.add(start..<(equals ?? end), .formText, in: bytes)
            found.add((equals ?? end - 1) + 1..<end, .formText, in: bytes)
            start = end + 1
        }
        return found.leave()
    }
}
