import Testing

@testable import Masking

/// Who has masked values and a dictionary that holds the raw ones, but not the key, finds out which is whose no more often
/// than by drawing lots. The same attacks find everybody where values are replaced by a digest without a key.
struct DictionaryAttackTests {
    /// A way to replace values, as the attacker can run it: with a key of the attacker's own where there is one.
    private struct Replacement {
        var name: String
        /// What the data went through.
        var used: (String) -> String
        /// What the attacker can run.
        var known: (String) -> String
    }

    private static let first = ["anna", "bert", "carla", "david", "emma", "felix", "greta", "hugo", "ida", "jonas"]
    private static let last = [
        "miller", "smith", "garcia", "novak", "rossi", "dubois", "jansen", "weber", "silva", "kim",
    ]
    private static let domains = ["gmail.com", "yahoo.com", "web.de", "orange.fr", "icloud.com"]

    /// Likely addresses: first and last name, a number or none, a provider.
    private static let emails: [String] = first.flatMap { first in
        last.flatMap { last in
            domains.flatMap { domain in
                (0..<6).map { number in "\(first).\(last)\(number == 0 ? "" : String(number + 70))@\(domain)" }
            }
        }
    }

    /// Numbers of ten digits under a few area codes.
    private static let phones: [String] = (0..<3000).map { number in
        let area = ["212", "310", "415", "617", "713"][number % 5]
        return area + String((5_550_000 + number * 211) % 10_000_000 + 10_000_000).dropFirst()
    }

    private static func replacement(_ kind: Kind) throws -> Replacement {
        let (used, known) = (Box(try testMasker(23)), Box(try testMasker(99)))
        return Replacement(
            name: kind.name, used: { used.masker.masked(kind, $0) }, known: { known.masker.masked(kind, $0) })
    }

    /// Lets closures share a masker, which cannot be copied.
    private final class Box {
        var masker: Masker

        init(_ masker: consuming Masker) { self.masker = masker }
    }

    /// SHA-256 without a key, cut to ten hexadecimal digits: what is often taken for anonymization.
    private static func unkeyed() -> Replacement {
        func digest(_ text: String) -> String {
            let digest = SHA256Digest()
            digest.update(Array(text.utf8).span)
            return digest.finalize().prefix(5).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        }
        return Replacement(name: "SHA-256", used: digest, known: digest)
    }

    /// How many victims are told by replacing the whole dictionary and looking for the results.
    private static func replayed(_ replacement: Replacement, _ victims: [String], _ dictionary: [String]) -> Int {
        var guesses: [String: String] = [:]
        for guess in dictionary { guesses[replacement.known(guess)] = guess }
        return victims.count { guesses[replacement.used($0)] == $0 }
    }

    /// How many victims are the entry of the dictionary that has the most characters in common with their mask.
    private static func resembled(_ replacement: Replacement, _ victims: [String], _ dictionary: [String]) -> Int {
        let candidates = Dictionary(grouping: dictionary.map { Array($0.utf8) }, by: \.count)
        return victims.count { victim in
            let mask = Array(replacement.used(victim).utf8)
            let best = candidates[mask.count]?.max { left, right in
                zip(left, mask).count { $0 == $1 } < zip(right, mask).count { $0 == $1 }
            }
            return best == Array(victim.utf8)
        }
    }

    /// How many victims are told by their place when masks and dictionary are both sorted.
    private static func ranked(_ replacement: Replacement, _ victims: [String]) -> Int {
        let byMask = victims.map { (mask: replacement.used($0), victim: $0) }.sorted { $0.mask < $1.mask }
        return zip(byMask, victims.sorted()).count { $0.victim == $1 }
    }

    /// Every fifth entry of a dictionary is in the data.
    private static func victims(_ dictionary: [String]) -> [String] {
        dictionary.enumerated().filter { $0.offset % 5 == 2 }.map(\.element)
    }

    /// The most hits that chance makes in a million runs or so, when it makes `mean` of them: six deviations and a few.
    private static func bound(mean: Double) -> Int { Int(mean + 6 * mean.squareRoot() + 6) }

    @Test func `addresses and telephone numbers are not guessed without the key`() throws {
        for (kind, dictionary) in [(Kind.email, Self.emails), (.detect, Self.emails), (.detect, Self.phones)] {
            let replacement = try Self.replacement(kind)
            let victims = Self.victims(dictionary)
            // Whoever knows nothing picks one of the entries of a length: of each, at best, one in the smallest group.
            let smallest = Dictionary(grouping: dictionary, by: \.utf8.count).values.map(\.count).min() ?? 1
            let lots = Double(victims.count) / Double(smallest)
            #expect(Self.replayed(replacement, victims, dictionary) <= Self.bound(mean: 0), "\(kind.name)")
            let some = Array(victims.prefix(150))
            #expect(Self.resembled(replacement, some, dictionary) <= Self.bound(mean: lots), "\(kind.name)")
            #expect(Self.ranked(replacement, victims) <= Self.bound(mean: 1), "\(kind.name)")
        }
    }

    @Test func `the same attack finds everybody where the digest has no key`() {
        for dictionary in [Self.emails, Self.phones] {
            let victims = Self.victims(dictionary)
            #expect(Self.replayed(Self.unkeyed(), victims, dictionary) == victims.count)
        }
    }

    @Test func `and everybody where the attacker has the key`() throws {
        let masker = Box(try testMasker(23))
        let known = Replacement(
            name: "known key", used: { masker.masker.masked(.email, $0) }, known: { masker.masker.masked(.email, $0) })
        let victims = Self.victims(Self.emails)
        #expect(Self.replayed(known, victims, Self.emails) == victims.count)
    }

    @Test func `the other attacks find everybody where little is changed`() {
        let shifted = Replacement(
            name: "last digit", used: { $0.dropLast() + ($0.last == "9" ? "8" : "9") }, known: { $0 })
        let victims = Self.victims(Self.phones)
        #expect(Self.resembled(shifted, Array(victims.prefix(150)), Self.phones) > 40)
        #expect(Self.ranked(shifted, victims) > victims.count / 2)
    }
}
