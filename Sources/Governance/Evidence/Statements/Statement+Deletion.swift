import Catalog
import Foundation

extension Statement {
    /// How a copy of a snapshot was deleted, with the entries of a certificate of sanitization (NIST SP 800-88 revision 1,
    /// appendix G) as far as they apply to one file. See `docs/evidence.md`.
    static func deletion(_ dossier: DeletionDossier) -> Statement {
        let (copy, location) = (dossier.place.copy, dossier.place.location)
        let snapshot = dossier.snapshot.snapshot
        let tombstone = dossier.tombstone
        let claims = dossier.steps.filter { $0.phase == "claimed" }
        let answer = dossier.steps.last { $0.phase == "gone" }
        let isRecoverable = tombstone.recoverableUntilMs.map { $0 > tombstone.verifiedMs } ?? false
        return Statement(
            subjects: [subject(dossier)],
            predicateType: EvidenceURI.deletion,
            predicate: [
                "media": [
                    "snapshot": .string(snapshot.uid),
                    "kind": .string(snapshot.kind),
                    "source": .string(Credentials.removed(from: snapshot.source)),
                    "bytes": snapshot.bytes.map(JSONValue.integer),
                    "copy": .string(copy.uid),
                    "locationKind": .string(location.kind),
                    "location": .string(Credentials.removed(from: location.namespace)),
                    "region": location.region.map(JSONValue.string),
                    "name": .string(Credentials.removed(from: copy.name)),
                    "version": copy.version.isEmpty ? nil : .string(copy.version),
                    "identity": copy.identity.isEmpty ? nil : .string(copy.identity),
                ],
                "reason": [
                    "why": .string(dossier.deletion.why),
                    "policy": .string("\(dossier.snapshot.policy.name) v\(dossier.snapshot.policy.version)"),
                    "expiresOn": dossier.expiry.map { .moment($0.expiresMs) },
                    "expiryBasis": dossier.expiry.map { .string($0.basis) },
                    "expiryReason": dossier.expiry.map { .string($0.reason) },
                ],
                "deletion": [
                    "id": .string(dossier.deletion.uid),
                    "method": .string(tombstone.method),
                    "tool": .string(dossier.run.tool),
                    "attempts": .integer(Int64(claims.count)),
                    "begunOn": claims.first.map { .moment($0.atMs) },
                    "deletedOn": .moment(tombstone.deletedMs),
                ],
                "verification": [
                    "method": .string(tombstone.verifiedHow),
                    "verifiedOn": .moment(tombstone.verifiedMs),
                ],
                "outcome": isRecoverable ? "recoverable" : "gone",
                "recoverableUntil": tombstone.recoverableUntilMs.map { .moment($0) },
                "performedBy": [
                    "actor": .string(dossier.run.actor),
                    "host": .string(dossier.run.host),
                    "run": .string(dossier.run.uid),
                ],
                "service": answer.flatMap(service),
                "log": [
                    "event": .integer(dossier.event.seq),
                    "hash": .string(dossier.event.hash.hexadecimal),
                ],
            ])
    }

    /// The file that is gone, by its digest. Where that was never known, the event that records it is what is signed about.
    private static func subject(_ dossier: DeletionDossier) -> StatementOutline.Subject {
        if let digest = dossier.snapshot.snapshot.sha256 {
            return StatementOutline.Subject(
                name: Credentials.removed(from: dossier.place.copy.name), digest: ["sha256": digest.hexadecimal])
        }
        return StatementOutline.Subject(
            name: "copy/\(dossier.place.copy.uid)", digest: ["mannequinEvent": dossier.event.hash.hexadecimal])
    }

    /// What the storage service answered.
    private static func service(_ step: DeletionStep) -> JSONValue? {
        guard step.status != nil || step.requestId != nil || step.serverMs != nil else { return nil }
        return [
            "status": step.status.map(JSONValue.integer),
            "requestId": step.requestId.map(JSONValue.string),
            "time": step.serverMs.map { .moment($0) },
        ]
    }
}
