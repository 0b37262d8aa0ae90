/// Words that begin with a character beyond ASCII, or have one where a word of letters would be cut.
enum WideKeyword {
    private static let rows: [(bytes: [UInt8], topics: ScanTopics)] = [
        ("電話番号", .phone), ("電話", .phone), ("携帯", .phone), ("連絡先", .phone), ("手机", .phone), ("电话", .phone),
        ("전화", .phone), ("휴대폰", .phone), ("телефон", .phone), ("Телефон", .phone), ("тел", .phone), ("óvil", .phone),
        ("órka", .phone), ("ón", .neutral), ("カード", .card), ("クレジット", .card), ("карт", .card), ("口座", .account),
        ("パスワード", .secret), ("密码", .secret), ("пароль", .secret), ("番号", .neutral), ("ão", .neutral),
        ("注文", [.thing, .structural]), ("伝票", [.thing, .structural]),
    ].map { (Array($0.0.utf8), $0.1) }

    /// The lead bytes that a row begins with.
    private static let leads: [Bool] = (0...255).map { byte in rows.contains { Int($0.bytes[0]) == byte } }

    /// The word that begins at a place, and where it ends.
    static func find(_ text: ScanText, at start: Int) -> (topics: ScanTopics, end: Int)? {
        guard leads[Int(text[start])] else { return nil }
        for row in rows where text.has(row.bytes, at: start) { return (row.topics, start + row.bytes.count) }
        return nil
    }
}
