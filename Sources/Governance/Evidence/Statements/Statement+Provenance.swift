import Catalog
import Foundation

extension Statement {
    /// How a sanitized snapshot was made: SLSA provenance v1, under our buildType. See `docs/evidence.md`.
    ///
    /// It is made of what the catalog holds and of nothing else, so it comes out the same whenever it is asked for.
    static func provenance(of snapshot: SnapshotDossier, madeBy run: RunDossier) throws(CatalogError) -> Statement {
        guard snapshot.snapshot.kind == "sanitized", let digest = snapshot.snapshot.sha256 else {
            throw CatalogError(.refused, "snapshot \(snapshot.snapshot.uid) is no sanitized one with a known digest")
        }
        // The end of a run that was killed is when that was noticed.
        let finish = run.end.flatMap { $0.outcome == "complete" ? $0.endedMs : nil }
        return Statement(
            subjects: [
                StatementOutline.Subject(name: snapshot.places.first?.copy.name, digest: ["sha256": digest.hexadecimal])
            ],
            predicateType: EvidenceURI.provenance,
            predicate: [
                "buildDefinition": [
                    "buildType": .string(EvidenceURI.sanitize),
                    "externalParameters": [
                        "source": .string(Credentials.removed(from: snapshot.snapshot.source)),
                        "rulePacks": .array(run.packs.map { .string("\($0.pack.name) \($0.pack.version)") }),
                    ],
                    "internalParameters": [
                        "ruleDigest": run.run.ruleDigest.map(JSONValue.string),
                        "maskingKey": run.maskingKey.map { .string($0.fingerprint) },
                        "maskingKeyIsEphemeral": run.maskingKey.map { .boolean($0.isEphemeral) },
                    ],
                    "resolvedDependencies": .array(
                        snapshot.parents.compactMap(dependency) + run.packs.map(dependency)),
                ],
                "runDetails": [
                    "builder": ["id": .string(EvidenceURI.builder), "version": version(of: run.run.tool)],
                    "metadata": [
                        "invocationId": .string(run.run.uid),
                        "startedOn": .moment(run.run.startedMs),
                        "finishedOn": finish.map { .moment($0) },
                    ],
                    "byproducts": [
                        [
                            "name": "rules", "uri": .string("urn:uuid:\(run.run.uid)#rules"),
                            "annotations": ["counts": .array(snapshot.ruleCounts.map(count))],
                        ],
                        [
                            "name": "checks", "uri": .string("urn:uuid:\(run.run.uid)#checks"),
                            "annotations": ["results": .array(snapshot.checks.map(result))],
                        ],
                    ],
                ],
            ])
    }

    /// The raw snapshot. One without a digest is named in the catalog only.
    private static func dependency(_ parent: Snapshot) -> JSONValue? {
        parent.sha256.map { digest in
            [
                "name": .string("\(parent.kind)-snapshot"),
                "uri": .string("urn:uuid:\(parent.uid)"),
                "digest": ["sha256": .string(digest.hexadecimal)],
                "annotations": [
                    "bytes": parent.bytes.map(JSONValue.integer),
                    "keys": parent.keys.map(JSONValue.integer),
                    "rdbVersion": parent.rdbVersion.map(JSONValue.string),
                    "takenOn": .moment(parent.takenMs),
                ],
            ]
        }
    }

    private static func dependency(_ pack: RunDossier.Pack) -> JSONValue {
        [
            "name": .string("rule-pack/\(pack.pack.name)"),
            "digest": ["sha256": .string(pack.pack.sha256.hexadecimal)],
            "annotations": ["version": .string(pack.pack.version), "position": .integer(pack.position)],
        ]
    }

    private static func count(_ count: RuleCount) -> JSONValue {
        [
            "rule": .string(count.rule),
            "pack": .string(count.pack),
            "class": count.class.map(JSONValue.string),
            "treatment": .string(count.treatment),
            "because": count.because.map(JSONValue.string),
            "keys": .integer(count.keys),
            "maskedValues": .integer(count.maskedValues),
        ]
    }

    private static func result(_ check: CheckResult) -> JSONValue {
        ["check": .string(check.name), "outcome": .string(check.outcome), "detail": .string(check.detail)]
    }

    /// `mannequin 1.2.3` as SLSA's map of components to versions.
    static func version(of tool: String) -> JSONValue {
        let parts = tool.split(separator: " ", maxSplits: 1).map(String.init)
        return .object([parts.first ?? "mannequin": .string(parts.count > 1 ? parts[1] : "")])
    }
}
