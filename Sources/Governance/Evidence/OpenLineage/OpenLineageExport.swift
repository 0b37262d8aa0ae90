public import Catalog
public import Foundation

/// What runs did, as OpenLineage's RunEvents: one at their begin, one at their end. A run that is not over has the first
/// one only.
public struct OpenLineageExport: Sendable {
    private let producer: String

    /// How many deletions one event tells of; those of a larger sweep are told of in events between begin and end.
    static let deletionsPerEvent = 200

    /// An export by this version of the program.
    public init(version: String) { producer = "\(EvidenceURI.base)/releases/\(version)" }

    /// The events of a run, each a line of JSON with its newline.
    public func lines(_ run: RunDossier) throws -> [Data] {
        try events(run).map { try $0.bytes() + Data("\n".utf8) }
    }

    func events(_ dossier: RunDossier) -> [JSONValue] {
        let datasets = OpenLineageDataset(producer: producer)
        var events = [
            event("START", dossier.run.startedMs, dossier, inputs: dossier.inputs.map(datasets.reference), outputs: [])
        ]
        let isWithdrawn = dossier.end?.outcome == "failed"
        let outputs = isWithdrawn ? [] : dossier.outputs
        // What a run made and withdrew has never been anywhere.
        var deletions = dossier.deletions.filter { $0.snapshot.snapshot.runId != dossier.run.id }[...]
        // A file whose name the result took went before the result came: that is two events.
        let names = outputs.map { OpenLineageDataset.name(of: $0) }
        let isReplacing = deletions.contains { names.contains(OpenLineageDataset.name(of: $0.place)) }
        let limit = dossier.end == nil || isReplacing ? 0 : Self.deletionsPerEvent
        while deletions.count > limit {
            let batch = deletions.prefix(Self.deletionsPerEvent)
            deletions = deletions.dropFirst(Self.deletionsPerEvent)
            let time = batch.map(\.tombstone.verifiedMs).max() ?? dossier.run.startedMs
            events.append(event("RUNNING", time, dossier, inputs: [], outputs: batch.map(datasets.deleted)))
        }
        if let end = dossier.end {
            let type = ["complete": "COMPLETE", "failed": "FAIL"][end.outcome] ?? "ABORT"
            events.append(
                event(
                    type, end.endedMs, dossier, inputs: dossier.inputs.map(datasets.input),
                    outputs: outputs.map { datasets.output($0, from: dossier.inputs) }
                        + deletions.map(datasets.deleted)))
        }
        return events
    }

    private func event(
        _ type: String, _ milliseconds: Int64, _ dossier: RunDossier, inputs: [JSONValue], outputs: [JSONValue]
    ) -> JSONValue {
        let isOver = ["COMPLETE", "FAIL", "ABORT"].contains(type)
        return [
            "eventType": .string(type),
            "eventTime": .moment(milliseconds),
            "producer": .string(producer),
            "schemaURL": .string(OpenLineageFacet.specification + "#/$defs/RunEvent"),
            "run": ["runId": .string(dossier.run.uid), "facets": runFacets(dossier, isOver: isOver)],
            "job": ["namespace": "mannequin", "name": .string(dossier.run.job), "facets": jobFacets],
            "inputs": .array(inputs),
            "outputs": .array(outputs),
        ]
    }

    private var jobFacets: JSONValue? {
        var facets = OpenLineageFacets(producer: producer)
        facets.add(.jobType, ["processingType": "BATCH", "integration": "MANNEQUIN", "jobType": "COMMAND"])
        return facets.object
    }

    private func runFacets(_ dossier: RunDossier, isOver: Bool) -> JSONValue? {
        let run = dossier.run
        var facets = OpenLineageFacets(producer: producer)
        let tool = run.tool.split(separator: " ", maxSplits: 1).map(String.init)
        facets.add(
            .processingEngine,
            ["name": .string(tool.first ?? "mannequin"), "version": .string(tool.count > 1 ? tool[1] : "")])
        facets.add(
            .nominalTime,
            [
                "nominalStartTime": .moment(run.startedMs),
                "nominalEndTime": isOver ? dossier.end.map { .moment($0.endedMs) } : nil,
            ])
        facets.add(
            .runTags,
            [
                "tags": [
                    ["key": "actor", "value": .string(run.actor), "source": "MANNEQUIN"],
                    ["key": "host", "value": .string(run.host), "source": "MANNEQUIN"],
                ]
            ])
        if isOver, let error = dossier.end?.error {
            facets.add(.errorMessage, ["message": .string(error), "programmingLanguage": "Swift"])
        }
        facets.add(.sanitization, sanitization(dossier, isOver: isOver))
        return facets.object
    }

    private func sanitization(_ dossier: RunDossier, isOver: Bool) -> [String: JSONValue?]? {
        guard let digest = dossier.run.ruleDigest, let key = dossier.maskingKey else { return nil }
        let counts = dossier.outputs.flatMap(\.ruleCounts)
        return [
            "ruleDigest": .string(digest),
            "maskingKey": .string(key.fingerprint),
            "maskingKeyIsEphemeral": .boolean(key.isEphemeral),
            "rulePacks": .array(
                dossier.packs.map {
                    [
                        "name": .string($0.pack.name), "version": .string($0.pack.version),
                        "sha256": .string($0.pack.sha256.hexadecimal),
                    ]
                }),
            "rules": isOver ? .array(counts.map(rule)) : nil,
        ]
    }

    private func rule(_ count: RuleCount) -> JSONValue {
        [
            "rule": .string(count.rule), "pack": .string(count.pack), "class": count.class.map(JSONValue.string),
            "treatment": .string(count.treatment), "keys": .integer(count.keys),
            "maskedValues": .integer(count.maskedValues),
        ]
    }
}
