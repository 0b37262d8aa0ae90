/// What the names and words before a value say about it.
struct ScanTopics: OptionSet, Sendable {
    let rawValue: UInt32

    /// It is a telephone number.
    static let phone = ScanTopics(rawValue: 1 << 0)
    /// Somebody is called, or can be reached: a telephone number may follow.
    static let call = ScanTopics(rawValue: 1 << 1)
    static let card = ScanTopics(rawValue: 1 << 2)
    static let socialSecurity = ScanTopics(rawValue: 1 << 3)
    static let account = ScanTopics(rawValue: 1 << 4)
    /// A password or a secret, whatever it looks like.
    static let secret = ScanTopics(rawValue: 1 << 5)
    /// A token, a session, a signature: secret when it looks like one.
    static let token = ScanTopics(rawValue: 1 << 6)
    /// A few digits that are secret: a PIN, a card's check value, a one-time password.
    static let code = ScanTopics(rawValue: 1 << 7)
    /// Makes the word `key` behind it a secret: `api_key`.
    static let qualifier = ScanTopics(rawValue: 1 << 8)
    /// The word `key`.
    static let key = ScanTopics(rawValue: 1 << 9)
    /// Numbers, times, sizes and identifiers of things, which are nobody's.
    static let structural = ScanTopics(rawValue: 1 << 10)
    /// Says nothing, and takes nothing back: `number`, `home`.
    static let neutral = ScanTopics(rawValue: 1 << 11)
    static let version = ScanTopics(rawValue: 1 << 12)
    static let hardware = ScanTopics(rawValue: 1 << 13)
    static let latitude = ScanTopics(rawValue: 1 << 14)
    static let longitude = ScanTopics(rawValue: 1 << 15)
    static let birth = ScanTopics(rawValue: 1 << 16)
    /// A scheme of HTTP authentication, whose credentials follow.
    static let scheme = ScanTopics(rawValue: 1 << 17)
    static let aws = ScanTopics(rawValue: 1 << 18)
    static let azure = ScanTopics(rawValue: 1 << 19)
    /// Structural in sentences too: `order`. Other structural words are so in names only.
    static let thing = ScanTopics(rawValue: 1 << 20)

    /// What a text is about after one more word: structural words take back what came before them, others take back
    /// that something is structural, neutral ones change nothing.
    func followed(by word: ScanTopics) -> ScanTopics {
        if word.contains(.structural) { return word }
        if word == .neutral { return self }
        if word.contains(.key) {
            let isSecret = !isDisjoint(with: [.qualifier, .secret, .aws, .azure])
            return isSecret ? union(.secret).subtracting(.structural) : self
        }
        return subtracting(.structural).union(word)
    }
}
