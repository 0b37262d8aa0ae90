import Masking
import RedisDump
import Rules
import Sanitizing

/// Sanitizes bytes in memory.
enum InMemory {
    /// A key that depends on one byte only.
    static func key(_ byte: UInt8 = 7) throws -> MaskingKey { try MaskingKey(bytes: Array(repeating: byte, count: 32)) }

    /// Options for rules in YAML; without them, the default policy.
    static func options(
        rules: String? = nil, key: UInt8 = 7, jobs: Int = 2, chunkByteCount: Int = 1 << 20
    ) throws -> SanitizeOptions {
        let set = try rules.map { try RuleSet(packs: [RulePack(text: $0, file: "test.yaml")]) } ?? .empty
        var options = SanitizeOptions(key: try Self.key(key), rules: set)
        options.jobs = jobs
        options.chunkByteCount = chunkByteCount
        return options
    }

    /// Options that pass everything on.
    static func keepingEverything() throws -> SanitizeOptions {
        let rules = """
            pack: identity
            version: 1
            rules:
              - { id: everything, key: "*", keep: true, because: test of identity }
            """
        var options = try options(rules: rules)
        options.code = .keep
        options.modules = .keep
        options.identifiers = .keep
        return options
    }

    /// The sanitized bytes.
    static func sanitized(_ bytes: [UInt8], _ options: SanitizeOptions, steps: [Int] = []) throws -> [UInt8] {
        let sink = MemorySink()
        _ = try Sanitizer.run(MemorySource(bytes, steps: steps), into: sink, options)
        return sink.bytes
    }
}
