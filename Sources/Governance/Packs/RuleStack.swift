import RulePacks
public import Rules
public import Sanitizing

/// The rules of a run: packs that were named, those that were chosen, those that a profile brings along.
public struct RuleStack: Sendable {
    /// The rules, compiled.
    public var rules: RuleSet
    /// What `auto` took; nil where it was not asked.
    public var choice: PackChoice?

    /// Packs that a profile puts behind all others, unless they are named.
    private static func packs(of profile: SanitizeOptions.Profile) -> [String] {
        profile == .anonymize ? ["generic-secrets", "hipaa", "gdpr", "pci"] : []
    }

    /// Reads and stacks rules in the order in which they are named; every mistake of every file is reported at once.
    ///
    /// `snapshots` are looked through where `auto` is among them.
    public init(
        _ sources: [RuleSource], profile: SanitizeOptions.Profile = .pseudonymize, snapshots: [String] = [],
        access: BlobAccess = BlobAccess(), progress: (UInt64, UInt64?) throws -> Void = { _, _ in }
    ) throws {
        var packs: [RulePack?] = []
        var diagnostics: [Diagnostic] = []
        for source in sources {
            do { packs.append(try source.pack()) } catch let error as RuleError { diagnostics += error.diagnostics }
        }
        if !diagnostics.isEmpty { throw RuleError(diagnostics) }
        var names = Set(packs.compactMap { $0?.name })
        var stacked: [RulePack] = []
        for pack in packs {
            if let pack {
                stacked.append(pack)
                continue
            }
            guard !snapshots.isEmpty else {
                throw RunError(.usage, "--rules auto looks at a snapshot, and there is none here")
            }
            guard choice == nil else { throw RunError(.usage, "--rules auto is given twice") }
            let choice = try PackChoice.looking(at: snapshots, access, progress: progress)
            for chosen in choice.packs where names.insert(chosen.pack).inserted {
                if let pack = try RulePacks.named(chosen.pack)?.read() { stacked.append(pack) }
            }
            self.choice = choice
        }
        for name in Self.packs(of: profile) where names.insert(name).inserted {
            if let pack = try RulePacks.named(name)?.read() { stacked.append(pack) }
        }
        let rules = stacked.isEmpty ? RuleSet.empty : try RuleSet(packs: RulePack.toldApart(stacked))
        self.rules = profile == .anonymize ? rules.coarsened() : rules
    }
}
