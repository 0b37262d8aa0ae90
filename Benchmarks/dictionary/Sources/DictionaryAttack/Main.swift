import Foundation
import Masking

/// Attacks masked values with dictionaries that hold the raw ones, without the key and with it, and says how many it told.
///
///     swift run -c release --package-path Benchmarks/dictionary DictionaryAttack [VICTIMS]
///
/// Exit status 1 when an attack without the key does better than chance, or a control does not find everybody.
@main
enum DictionaryAttack {
    static func main() throws {
        let victims = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 10_000
        var isGood = true
        print("| dictionary | entries | victims | kind | replayed | ranked | chance | SHA-256 | with the key |")
        print("| --- | ---: | ---: | --- | ---: | ---: | ---: | ---: | ---: |")
        let attacks: [(Guesses, [Kind])] = [
            (.emails, [.email, .detect]), (.phones, [.detect, .digits]), (.spreadPhones, [.detect, .phone]),
        ]
        for (guesses, kinds) in attacks {
            let chosen = Victims(guesses, count: victims)
            let digest = chosen.told(by: Replacement(), masked: Replacement())
            for kind in kinds {
                let used = try Replacement(kind, key: 23)
                let replayed = chosen.told(by: try Replacement(kind, key: 99), masked: used)
                let ranked = chosen.toldByRank(masked: used)
                let known = chosen.told(by: used, masked: used)
                // By replaying, none is right by chance, for there are far more masks than entries.
                let chance = guesses.intervalCount
                if replayed > 6 || ranked > chance + 12 || digest != victims || known != victims { isGood = false }
                print(
                    "| \(guesses.name) | \(guesses.count) | \(victims) | `\(kind.name)` | \(replayed) | \(ranked) | 0, \(chance) "
                        + "| \(digest) | \(known) |")
            }
        }
        if !isGood { exit(1) }
    }
}

/// Entries of a dictionary that are in the data.
struct Victims {
    private let guesses: Guesses
    private let values: [[UInt8]]

    init(_ guesses: Guesses, count: Int) {
        self.guesses = guesses
        let step = guesses.count / count
        values = (0..<count).map { guesses.entry($0 * step + $0 % step) }
    }

    /// How many are told by replacing the whole dictionary as the attacker can, and looking for the results in the data.
    func told(by known: Replacement, masked used: Replacement) -> Int {
        var data: [[UInt8]: [UInt8]] = [:]
        for value in values { data[used(value)] = value }
        var told = Set<[UInt8]>()
        for number in 0..<guesses.count {
            let guess = guesses.entry(number)
            if data[known(guess)] == guess { told.insert(guess) }
        }
        return told.count
    }

    /// How many are told by their place when the masks and the values are both sorted.
    func toldByRank(masked used: Replacement) -> Int {
        let byMask = values.map { (mask: used($0), value: $0) }.sorted { $0.mask.lexicographicallyPrecedes($1.mask) }
        let sorted = values.sorted { $0.lexicographicallyPrecedes($1) }
        return zip(byMask, sorted).count { $0.value == $1 }
    }
}
