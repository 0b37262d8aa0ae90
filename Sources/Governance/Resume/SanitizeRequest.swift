import Catalog
import Foundation
import RulePacks
public import Sanitizing

/// How a run of `sanitize` was asked for, as far as its result and its record depend on it; with files by their paths, and
/// without any secret.
public struct SanitizeRequest: Codable, Sendable, Equatable {
    /// `--rules`, in order, with absolute paths.
    public var rules: [String] = []
    /// The path of the key file; nil for a key that is gone with its run.
    public var keyFile: String?
    /// The options by their names on the command line.
    public var profile = "", code = "", modules = "", identifiers = ""
    /// `--keep-slots`: the ranges of `--slots`, or `each`; nil without.
    public var keptSlots: String?
    /// `--taken-at`, and the moment to which expiries are moved, in ms since 1970.
    public var takenAt: Int64?, rebasesExpiriesTo: Int64?
    /// How the work is cut.
    public var jobs = 1, chunkByteCount = SanitizeOptions.usualChunkByteCount
    /// `--verify`, `--force`, and whether the result is tagged.
    public var verifies = false, replaces = false, tags = true
    /// What goes into the catalog.
    public var source: String?, policy = "", rawPolicy = ""
    /// `--expires-in` and `--expires-at` of the result, and `--raw-expires-in`, in ms.
    public var expiresInMs: Int64?, expiresAtMs: Int64?, rawExpiresInMs: Int64?
    /// The path of the key that signs.
    public var signingKey: String?

    enum CodingKeys: String, CodingKey {
        case rules, profile, code, modules, identifiers, jobs, source, policy
        case keyFile = "key_file"
        case keptSlots = "keep_slots"
        case takenAt = "taken_at"
        case rebasesExpiriesTo = "rebases_to_ms"
        case chunkByteCount = "chunk_bytes"
        case verifies = "verify"
        case replaces = "force"
        case tags
        case rawPolicy = "raw_policy"
        case expiresInMs = "expires_in_ms"
        case expiresAtMs = "expires_at_ms"
        case rawExpiresInMs = "raw_expires_in_ms"
        case signingKey = "signing_key"
    }

    /// What was asked for. Nil where it cannot be repeated, since rules came from standard input.
    public init?(
        rules: [RuleSource], keyFile: String?, options: SanitizeOptions, recording: RecordingOptions
    ) {
        for source in rules {
            guard let text = source.absoluteText else { return nil }
            self.rules.append(text)
        }
        self.keyFile = keyFile.map(Self.absolute)
        profile = options.profile.rawValue
        code = options.code.rawValue
        modules = options.modules.rawValue
        identifiers = options.identifiers.rawValue
        keptSlots = options.keptSlots.map { $0.ranges ?? "each" }
        takenAt = options.takenAt
        rebasesExpiriesTo = options.rebasesExpiriesTo
        jobs = options.jobs
        chunkByteCount = options.chunkByteCount
        source = recording.source.map(Credentials.removed(from:))
        policy = recording.policy
        rawPolicy = recording.rawPolicy
        if case .relative(let span) = recording.expiry { expiresInMs = span }
        if case .absolute(let moment) = recording.expiry { expiresAtMs = moment }
        if case .relative(let span) = recording.rawExpiry { rawExpiresInMs = span }
    }

    /// A path that holds wherever the run is taken up.
    public static func absolute(_ path: String) -> String { URL(filePath: path).standardizedFileURL.path }

    /// The key, the rules as they are by now, and all else that decides on the result.
    func options(
        for snapshot: String, _ access: BlobAccess
    ) throws -> (options: SanitizeOptions, choice: PackChoice?, isKeyEphemeral: Bool) {
        guard let profile = SanitizeOptions.Profile(rawValue: profile), let code = SanitizeOptions.Code(rawValue: code),
            let modules = SanitizeOptions.Modules(rawValue: modules),
            let identifiers = SanitizeOptions.Identifiers(rawValue: identifiers)
        else { throw RunError(.badConfiguration, "the journal of the run has options that this program does not know") }
        let stack = try RuleStack(
            try rules.map(RuleSource.init), profile: profile, snapshots: [snapshot], access: access)
        let key = try keyFile.map { try KeyFile.read($0) }
        var options = SanitizeOptions(key: try key ?? KeyFile.random(), rules: stack.rules)
        options.profile = profile
        options.code = code
        options.modules = modules
        options.identifiers = identifiers
        options.keptSlots = keptSlots.flatMap { $0 == "each" ? .each : KeptSlots($0) }
        options.takenAt = takenAt
        options.rebasesExpiriesTo = rebasesExpiriesTo
        options.jobs = max(1, jobs)
        options.chunkByteCount = max(64, chunkByteCount)
        return (options, stack.choice, key == nil)
    }

    /// What is written down.
    func recording(tool: String, isKeyEphemeral: Bool) -> RecordingOptions {
        var recording = RecordingOptions(tool: tool, isKeyEphemeral: isKeyEphemeral)
        recording.source = source
        recording.policy = policy
        recording.rawPolicy = rawPolicy
        if let expiresInMs { recording.expiry = .relative(expiresInMs) }
        if let expiresAtMs { recording.expiry = .absolute(expiresAtMs) }
        if let rawExpiresInMs { recording.rawExpiry = .relative(rawExpiresInMs) }
        return recording
    }
}

extension RuleSource {
    /// What `--rules` takes to mean the same from any directory; nil for standard input.
    var absoluteText: String? {
        let name: String
        switch origin {
        case .auto: name = "auto"
        case .shipped(let pack): name = pack.name
        case .file(let path):
            guard path != "-" else { return nil }
            name = SanitizeRequest.absolute(path)
        }
        guard !parameters.isEmpty else { return name }
        let assignments = parameters.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        return "\(name):\(assignments.joined(separator: ","))"
    }
}
