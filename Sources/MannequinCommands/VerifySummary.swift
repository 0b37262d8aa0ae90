import Masking
import Sanitizing

/// What verifying found, for machines.
struct VerifyDocument: Encodable {
    /// One promise.
    struct Promise: Encodable {
        var number: Int
        var sentence: String
        /// False where it is not known.
        var holds: Bool
        /// `holds`, `broken` or `unchecked`.
        var outcome: String
    }

    var ok: Bool
    var promises: [Promise]
    var keys: [String: Int]
    var strings: Int
    var bytes: Int
    var unchangedStrings: Int
    var unchangedBytes: Int
    var expiryOffsetMilliseconds: Int64
    var maskedTokens: Int
    var keptOccurrences: Int
    var coincidences: Int
    var layers: [String: Int]
    var layerBytes: Int
    var unopenedStrings: Int
    var acceptedFindings: Int
    var canaries: Canaries?
    var slotDescriptions: Int
    var trueSlotDescriptions: Int
    var violationCount: Int
    var violations: [Violation]

    /// One broken promise.
    struct Violation: Encodable {
        var promise: Int
        var key: UInt64
        var offset: UInt64
        var message: String
    }

    /// Strings that were looked for.
    struct Canaries: Encodable {
        var wanted: Int
        var inOriginal: Int
        var inResult: Int

        enum CodingKeys: String, CodingKey {
            case wanted
            case inOriginal = "in_original"
            case inResult = "in_result"
        }
    }

    enum CodingKeys: String, CodingKey {
        case layers, canaries
        case layerBytes = "layer_bytes"
        case unopenedStrings = "unopened_strings"
        case acceptedFindings = "accepted_findings"
        case ok, promises, keys, strings, bytes, coincidences, violations
        case unchangedStrings = "unchanged_strings"
        case unchangedBytes = "unchanged_bytes"
        case expiryOffsetMilliseconds = "expiry_offset_ms"
        case maskedTokens = "masked_tokens"
        case keptOccurrences = "kept_occurrences"
        case slotDescriptions = "slot_descriptions"
        case trueSlotDescriptions = "true_slot_descriptions"
        case violationCount = "violation_count"
    }

    init(_ result: Verification) {
        ok = result.isGood
        promises = Verification.Promise.allCases.map { promise in
            let outcome = result.outcome(of: promise)
            return Promise(
                number: promise.rawValue, sentence: promise.sentence, holds: outcome == .holds,
                outcome: outcome.rawValue)
        }
        keys = Dictionary(uniqueKeysWithValues: result.keys.map { (String($0.key), $0.value) })
        strings = result.strings
        bytes = result.bytes
        unchangedStrings = result.unchangedStrings
        unchangedBytes = result.unchangedBytes
        expiryOffsetMilliseconds = result.expiryOffset
        maskedTokens = result.maskedTokens
        keptOccurrences = result.keptOccurrences
        coincidences = result.coincidences
        layers = Dictionary(uniqueKeysWithValues: result.layers.opened.map { ($0.key.rawValue, $0.value) })
        layerBytes = result.layers.bytes
        unopenedStrings = result.layers.cut
        acceptedFindings = result.acceptedFindings
        canaries = result.canaries.map {
            Canaries(wanted: $0.wanted, inOriginal: $0.inOriginal, inResult: $0.inResult)
        }
        slotDescriptions = result.slots.descriptions
        trueSlotDescriptions = result.slots.trueDescriptions
        violationCount = result.violationCount
        violations = result.violations.map {
            Violation(promise: $0.promise.rawValue, key: $0.key, offset: $0.offset, message: $0.message)
        }
    }
}

/// What verifying found, for people.
enum VerifySummary {
    static func show(_ result: Verification) {
        for promise in Verification.Promise.allCases {
            switch result.outcome(of: promise) {
            case .holds: print("ok   \(promise.rawValue). \(promise.sentence)")
            case .broken: print("FAIL \(promise.rawValue). \(promise.sentence)")
            case .unchecked: print("--   \(promise.rawValue). \(promise.sentence): not checked to the end")
            }
        }
        let keyCount = result.keys.values.reduce(0, +)
        let share = result.bytes == 0 ? 0 : Int((Double(result.unchangedBytes) / Double(result.bytes) * 100).rounded())
        print("")
        print("\(keyCount) keys, \(result.strings) strings compared; \(share) % of their bytes are unchanged.")
        print(
            "\(result.maskedTokens) masked tokens of six bytes or more were looked for at every offset of the result.")
        if result.keptOccurrences > 0 {
            print("Kept by rules or the vocabulary, where the original has them too: \(result.keptOccurrences) places.")
        }
        if result.coincidences > 0 {
            print("Places where chance makes a short one, as the mask of another value: \(result.coincidences).")
        }
        if result.slots.descriptions > 0 {
            print(
                "Descriptions of cluster slots: \(result.slots.trueDescriptions) of \(result.slots.descriptions) are true in the result."
            )
        }
        showLayers(result.layers)
        if let canaries = result.canaries {
            print(
                "Canaries: \(canaries.wanted) looked for, \(canaries.inOriginal) in the original, \(canaries.inResult) in the result."
            )
        }
        if result.acceptedFindings > 0 { print("Accepted by the baseline: \(result.acceptedFindings).") }
        if result.bytes > 0, result.unchangedBytes == result.bytes {
            print("WARNING: nothing was masked: the two snapshots hold the same values.")
        }
        for violation in result.violations {
            let place = violation.key == 0 ? "offset" : "key number \(violation.key), in the original at offset"
            print("  promise \(violation.promise.rawValue), \(place) \(violation.offset): \(violation.message)")
        }
        if result.violationCount > result.violations.count {
            print("  … and \(result.violationCount - result.violations.count) more")
        }
    }

    private static func showLayers(_ layers: LayerCounts) {
        if !layers.opened.isEmpty {
            let list = layers.opened.sorted { $0.key.rawValue < $1.key.rawValue }
                .map { "\($0.key.rawValue) \($0.value)" }
            print("Opened, to know what was masked inside: \(list.joined(separator: ", ")).")
        }
        if layers.cut > 0 {
            print("WARNING: \(layers.cut) strings hold more than was opened: they are nested too deeply, or too long.")
        }
    }
}
