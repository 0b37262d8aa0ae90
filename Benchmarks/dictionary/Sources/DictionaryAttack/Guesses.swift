/// What an attacker takes for likely, entry by entry.
struct Guesses: Sendable {
    var name: String
    var count: Int
    /// In how many intervals of the integer ladder the entries lie. Masks stay in their interval, so by its place among sorted
    /// ones one of each is right by chance.
    var intervalCount = 1
    /// The entry with a number below ``count``; all are distinct.
    var entry: @Sendable (Int) -> [UInt8]

    /// A million addresses: given and family names, written in five ways, with a number or none, at ten providers.
    static let emails: Guesses = {
        let given = words(
            """
            anna bert carla david emma felix greta hugo ida jonas karl laura maria nina oskar paul quentin rosa sofia thomas
            james mary john linda robert susan michael karen william lisa richard nancy joseph sandra kevin ashley brian amy
            jose juan luis ana pedro lucia miguel elena carlos marta paula oliver
            """)
        let family = words(
            """
            miller smith garcia novak rossi dubois jansen weber silva kim johnson williams brown jones davis martinez lopez
            gonzalez wilson anderson taylor moore jackson martin lee perez thompson white harris clark lewis robinson walker
            young allen king wright scott torres nguyen
            """)
        let providers = words(
            "gmail.com yahoo.com outlook.com hotmail.com icloud.com web.de gmx.de orange.fr libero.it example.com")
        let numbers = [""] + (0...8).map { "\(70 + $0)" }
        let ways: [@Sendable (String, String) -> String] = [
            { $0 + "." + $1 }, { $0 + $1 }, { $0 + "_" + $1 }, { $0 + "-" + $1 }, { $1 + "." + $0 },
        ]
        let count = given.count * family.count * providers.count * numbers.count * ways.count
        return Guesses(name: "addresses", count: count) { number in
            var rest = number
            func next<Element>(_ choices: [Element]) -> Element {
                defer { rest /= choices.count }
                return choices[rest % choices.count]
            }
            let (first, last) = (next(given), next(family))
            let local = next(ways)(first, last) + next(numbers)
            return Array("\(local)@\(next(providers))".utf8)
        }
    }()

    /// Every number of ten digits in one area code.
    static let phones = Guesses(name: "telephone numbers, one area code", count: 10_000_000) { number in
        digits(2_120_000_000 + number)
    }

    /// Every thousandth number of ten digits of all that do not begin with 0. Between them lie 2^30, 2^31 and 2^32, where
    /// integers take more room.
    static let spreadPhones = Guesses(
        name: "telephone numbers, every thousandth", count: 9_000_000, intervalCount: 4
    ) { number in
        digits(1_000_000_000 + number * 1000 + number % 997)
    }

    private static func digits(_ number: Int) -> [UInt8] { Array(String(number).utf8) }

    private static func words(_ text: String) -> [String] {
        text.split { $0 == " " || $0 == "\n" }.map(String.init)
    }
}
