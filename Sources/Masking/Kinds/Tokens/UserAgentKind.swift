/// User agents (RFC 9110, section 10.1.5): products with versions, and comments.
enum UserAgentKind {
    /// Words that say which program it is, and not whose. All others are masked.
    private static let words: Set<[UInt8]> = Set(
        """
        Mozilla AppleWebKit WebKit KHTML like Gecko Chrome CriOS Chromium HeadlessChrome Safari Mobile Version Firefox FxiOS \
        Edg EdgA EdgiOS Edge Opera OPR Presto Trident MSIE SamsungBrowser UCBrowser YaBrowser Vivaldi Brave DuckDuckGo \
        Windows NT Win64 WOW64 Macintosh Intel Mac OS iPhone iPad iPod CPU Linux Android X11 Ubuntu Debian Fedora CrOS \
        U Build Dalvik okhttp Darwin CFNetwork curl Wget Python python requests urllib aiohttp httpx Go http client Java \
        Apache HttpClient axios node fetch undici PostmanRuntime insomnia Ruby Faraday PHP Guzzle GuzzleHttp libwww perl \
        compatible Googlebot bingbot YandexBot Baiduspider DuckDuckBot facebookexternalhit Slackbot Twitterbot bot html com \
        google www x86 x64 arm arm64 aarch64 i686 amd64 rv
        """.split(separator: " ").map { Array($0.utf8) })

    /// The longest word among those that stay.
    private static let longest = words.map(\.count).max() ?? 0

    /// Whether a string begins with a product and its version, and is ASCII throughout.
    static func isOne(_ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>) -> Bool {
        var index = range.lowerBound
        while index < range.upperBound, isLetter(text[index]) || text[index] &- 0x30 < 10 || text[index] == 0x2D {
            index += 1
        }
        guard index - range.lowerBound >= 3, isLetter(text[range.lowerBound]), index + 1 < range.upperBound,
            text[index] == 0x2F,
            text[index + 1] &- 0x30 < 10
        else { return false }
        return ByteClass.of(text, range).isDisjoint(with: [.control, .high])
    }

    static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

    /// Whether a word stays.
    static func isKept(_ text: borrowing MutableSpan<UInt8>, _ word: Range<Int>) -> Bool {
        guard word.count <= longest else { return false }
        var bytes: [UInt8] = []
        for index in word { bytes.append(text[index]) }
        return words.contains(bytes)
    }
}

extension Masker {
    /// Reviewed words stay; digits of versions and all other letters are drawn anew, class by class. A first digit stays
    /// zero or not zero, and no word becomes one that stays.
    mutating func maskUserAgent(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        removeSlots()
        let keptCount = collectUserAgent(text, range, listing: true)
        repeat {
            maskSlots(&text, range, tweak: Kind.userAgent.tweak)
            // The list stays: a word that has become one that stays has to be drawn again, too.
        } while collectUserAgent(text, range, listing: false) != keptCount
    }

    /// Returns how many letters stay; lists the characters that are drawn anew where that is wanted.
    private mutating func collectUserAgent(
        _ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>, listing: Bool
    ) -> Int {
        var keptCount = 0
        var index = range.lowerBound
        while index < range.upperBound {
            var end = index + 1
            if UserAgentKind.isLetter(text[index]) {
                // A word may go on with digits, as in Win64.
                while end < range.upperBound, UserAgentKind.isLetter(text[end]) || text[end] &- 0x30 < 10 { end += 1 }
                if UserAgentKind.isKept(text, index..<end) {
                    keptCount += end - index
                } else if listing {
                    for place in index..<end { addSlot(text, place) }
                }
            } else if text[index] &- 0x30 < 10 {
                while end < range.upperBound, text[end] &- 0x30 < 10 { end += 1 }
                for place in index..<end where listing {
                    let isFirst = place == index && end - index > 1
                    if isFirst, text[place] == 0x30 { continue }
                    addSlot(place, lower: isFirst ? 0x31 : 0x30, size: isFirst ? 9 : 10)
                }
            }
            index = end
        }
        return keptCount
    }
}
