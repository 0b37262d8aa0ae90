import Catalog

/// Copies of snapshots as OpenLineage's datasets.
struct OpenLineageDataset {
    /// Who says all this: a version of this program.
    let producer: String

    /// The name of a data set.
    struct Name: Equatable {
        var namespace: String
        var name: String
    }

    /// The name of a place, by OpenLineage's naming: what comes behind the host belongs to the name.
    static func name(of place: SnapshotDossier.Place) -> Name {
        let namespace = Credentials.removed(from: place.location.namespace)
        let name = Credentials.removed(from: place.copy.name)
        guard let scheme = namespace.firstRange(of: "://"),
            let slash = namespace[scheme.upperBound...].firstIndex(of: "/")
        else { return Name(namespace: namespace, name: name) }
        let path = namespace[slash...]
        return Name(
            namespace: String(namespace[..<slash]), name: path.hasSuffix("/") ? path + name : "\(path)/\(name)")
    }

    /// The name of a snapshot: of its first place. One that came through a pipe has only its uid.
    static func name(of dossier: SnapshotDossier) -> Name {
        dossier.places.first.map { name(of: $0) }
            ?? Name(namespace: "mannequin", name: "snapshot/\(dossier.snapshot.uid)")
    }

    /// The bare data set.
    func reference(_ dossier: SnapshotDossier) -> JSONValue { object(Self.name(of: dossier)) }

    /// A snapshot that a run read.
    func input(_ dossier: SnapshotDossier) -> JSONValue {
        var specific = OpenLineageFacets(producer: producer)
        specific.add(.inputStatistics, statistics(dossier.snapshot))
        specific.add(.dataQualityAssertions, assertions(dossier.checks))
        return object(Self.name(of: dossier), facets(dossier).object, ("inputFacets", specific.object))
    }

    /// A snapshot that a run made from others.
    func output(_ dossier: SnapshotDossier, from inputs: [SnapshotDossier]) -> JSONValue {
        var common = facets(dossier)
        common.add(.lifecycleStateChange, ["lifecycleStateChange": "CREATE"])
        common.add(.dataQualityAssertions, assertions(dossier.checks))
        let classes = RuleClass.all(dossier.ruleCounts)
        if !classes.isEmpty {
            common.add(.schema, ["fields": .array(classes.map { ["name": .string($0.name)] })])
            common.add(.columnLineage, ["fields": columnLineage(classes, from: inputs.map { Self.name(of: $0) })])
        }
        var specific = OpenLineageFacets(producer: producer)
        specific.add(.outputStatistics, statistics(dossier.snapshot))
        return object(Self.name(of: dossier), common.object, ("outputFacets", specific.object))
    }

    /// A copy that a run deleted.
    func deleted(_ dossier: DeletionDossier) -> JSONValue {
        var common = facets(dossier.snapshot, at: dossier.place)
        common.add(.lifecycleStateChange, ["lifecycleStateChange": "DROP"])
        let tombstone = dossier.tombstone
        let isRecoverable = tombstone.recoverableUntilMs.map { $0 > tombstone.verifiedMs } ?? false
        common.add(
            .deletion,
            [
                "deletion": .string(dossier.deletion.uid),
                "why": .string(dossier.deletion.why),
                "method": .string(tombstone.method),
                "deletedAt": .moment(tombstone.deletedMs),
                "verification": .string(tombstone.verifiedHow),
                "verifiedAt": .moment(tombstone.verifiedMs),
                "outcome": isRecoverable ? "recoverable" : "gone",
                "recoverableUntil": tombstone.recoverableUntilMs.map { .moment($0) },
                "requestId": dossier.steps.last { $0.phase == "gone" }?.requestId.map(JSONValue.string),
                "event": .integer(dossier.event.seq),
                "eventHash": .string(dossier.event.hash.hexadecimal),
            ])
        return object(Self.name(of: dossier.place), common.object)
    }

    private func object(
        _ name: Name, _ facets: JSONValue? = nil, _ specific: (key: String, value: JSONValue?)? = nil
    ) -> JSONValue {
        var members: [String: JSONValue] = ["namespace": .string(name.namespace), "name": .string(name.name)]
        members["facets"] = facets
        if let specific { members[specific.key] = specific.value }
        return .object(members)
    }

    private func facets(_ dossier: SnapshotDossier, at place: SnapshotDossier.Place? = nil) -> OpenLineageFacets {
        let snapshot = dossier.snapshot
        var facets = OpenLineageFacets(producer: producer)
        facets.add(.datasetType, ["datasetType": "FILE", "subType": .string(snapshot.kind.uppercased())])
        if let place = place ?? dossier.places.first {
            facets.add(.storage, ["storageLayer": .string(place.location.kind), "fileFormat": "rdb"])
            let name = Self.name(of: place).namespace
            facets.add(.dataSource, ["name": .string(name), "uri": .string(name)])
        }
        facets.add(.version, snapshot.sha256.map { ["datasetVersion": .string("sha256:\($0.hexadecimal)")] })
        let others = dossier.places.filter { $0.copy.uid != (place ?? dossier.places.first)?.copy.uid }
        facets.add(.symlinks, others.isEmpty ? nil : ["identifiers": .array(others.map(symlink))])
        facets.add(.tags, ["tags": .array(tags(dossier))])
        facets.add(
            .retention,
            [
                "snapshot": .string(snapshot.uid),
                "policy": .string(dossier.policy.name),
                "policyVersion": .integer(dossier.policy.version),
                "expiresAt": dossier.expiry.map { .moment($0.expiresMs) },
                "basis": dossier.expiry.map { .string($0.basis) },
                "reason": dossier.expiry.map { .string($0.reason) },
            ])
        return facets
    }

    private func symlink(_ place: SnapshotDossier.Place) -> JSONValue {
        let name = Self.name(of: place)
        return ["namespace": .string(name.namespace), "name": .string(name.name), "type": "COPY"]
    }

    private func tags(_ dossier: SnapshotDossier) -> [JSONValue] {
        func tag(_ key: String, _ value: String, field: String? = nil) -> JSONValue {
            [
                "key": .string(key), "value": .string(value), "source": "MANNEQUIN",
                "field": field.map(JSONValue.string),
            ]
        }
        let expiry = dossier.expiry.map { [tag("expires", Moments.exact($0.expiresMs))] } ?? []
        return [tag("kind", dossier.snapshot.kind)] + expiry
            + RuleClass.all(dossier.ruleCounts).map { tag("sensitivity", $0.name, field: $0.name) }
    }

    private func statistics(_ snapshot: Snapshot) -> [String: JSONValue?] {
        [
            "rowCount": snapshot.keys.map(JSONValue.integer), "size": snapshot.bytes.map(JSONValue.integer),
            "fileCount": .integer(1),
        ]
    }

    /// A check that was skipped says nothing either way.
    private func assertions(_ checks: [CheckResult]) -> [String: JSONValue?]? {
        let done = checks.filter { $0.outcome != "skip" }
        guard !done.isEmpty else { return nil }
        return [
            "assertions": .array(
                done.map { ["assertion": .string($0.name), "success": .boolean($0.outcome == "pass")] })
        ]
    }

    private func columnLineage(_ classes: [RuleClass], from inputs: [Name]) -> JSONValue {
        let fields = classes.map { field in
            let sources = inputs.map { input -> JSONValue in
                [
                    "namespace": .string(input.namespace), "name": .string(input.name), "field": .string(field.name),
                    "transformations": [
                        [
                            "type": "DIRECT", "subtype": field.isMasked ? "TRANSFORMATION" : "IDENTITY",
                            "masking": .boolean(field.isMasked),
                        ]
                    ],
                ]
            }
            return (field.name, ["inputFields": .array(sources)] as JSONValue)
        }
        return .object(Dictionary(fields) { first, _ in first })
    }
}

/// A sensitivity label, which is what stands for a column here: the names of Redis never do.
private struct RuleClass {
    var name: String
    /// Whether any rule of this label masks.
    var isMasked: Bool

    /// The labels of some rules, each once, in order.
    static func all(_ counts: [RuleCount]) -> [RuleClass] {
        var classes: [RuleClass] = []
        for count in counts {
            guard let name = count.class else { continue }
            if let index = classes.firstIndex(where: { $0.name == name }) {
                classes[index].isMasked = classes[index].isMasked || count.treatment != "keep"
            } else {
                classes.append(RuleClass(name: name, isMasked: count.treatment != "keep"))
            }
        }
        return classes
    }
}
