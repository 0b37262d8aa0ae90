/// Words that begin with a character beyond ASCII, or have one where a word of letters would be cut; as they are, and as
/// JSON escapes them.
enum WideKeyword {
    private struct Row {
        var bytes: [UInt8]
        var topics: ScanTopics
        /// The small letter that stands before the bytes; zero where any may.
        var before: UInt8
    }

    private static let rows: [Row] = {
        let words: [(words: String, topics: ScanTopics)] = [
            ("電話 携帯 連絡先 手机 电话 전화 휴대폰 телефон Телефон тел Тел", .phone), ("t|él m|óvil kom|órka kom|órkowy", .phone),
            ("カード クレジット карт Карт", .card), ("口座", .account), ("パスワード 密码 пароль Пароль", .secret),
            ("番号 num|éro n|úmero cart|ão cart|ón", .neutral), ("注文 伝票 заказ", [.thing, .structural]),
        ]
        return words.flatMap { words, topics in
            words.split(separator: " ").flatMap { word -> [Row] in
                let parts = word.split(separator: "|")
                let before = parts.count > 1 ? parts[0].utf8.last ?? 0 : 0
                guard let rest = parts.last else { return [] }
                let plain = Row(bytes: Array(rest.utf8), topics: topics, before: before)
                return [plain, Row(bytes: escaped(rest), topics: topics, before: before)]
            }
        }
    }()

    /// Characters beyond ASCII as `\u` and four digits.
    private static func escaped(_ text: Substring) -> [UInt8] {
        text.utf16.flatMap { unit -> [UInt8] in
            if unit < 0x80 { return [UInt8(unit)] }
            let digits = String(unit, radix: 16)
            return Array(("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8)
        }
    }

    /// The bytes that a row begins with.
    private static let leads: [Bool] = (0...255).map { byte in rows.contains { Int($0.bytes[0]) == byte } }

    /// The word that begins at a place, and where it ends.
    static func find(_ text: ScanText, at start: Int) -> (topics: ScanTopics, end: Int)? {
        guard leads[Int(text[start])] else { return nil }
        for row in rows where has(row.bytes, text, at: start) {
            let end = start + row.bytes.count
            if row.before == 0 { return (row.topics, end) }
            let next = text[end]
            if text[start - 1] | 0x20 == row.before, !next.isLetter, next < 0x80 { return (row.topics, end) }
        }
        return nil
    }

    /// Digits of escapes are told apart by neither case.
    private static func has(_ bytes: [UInt8], _ text: ScanText, at start: Int) -> Bool {
        for place in bytes.indices where text[start + place].lowered != bytes[place] { return false }
        return true
    }
}
