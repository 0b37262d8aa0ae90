import Foundation
import GRDB

extension EventLog {
    /// What an object's name becomes in a finding: an orphan's name may tell something about somebody.
    public static func objectDigest(_ namespace: String, _ name: String) -> String {
        String(SHA256.digest(Data((namespace + "/" + name).utf8)).hexadecimal.prefix(16))
    }

    /// Records that storage and catalog do not agree somewhere; returns the finding, and whether it is a new one.
    public func find(_ kind: String, at place: CopyPlace, copy: Copy?, bytes: Int64?, run: Run) throws -> (
        Finding, Bool
    ) {
        let object = Self.objectDigest(place.namespace, place.name)
        let known = try Finding.fetchOne(
            database,
            sql: """
                SELECT f.* FROM finding f JOIN location l ON l.id = f.location_id
                  LEFT JOIN finding_resolution x ON x.finding_id = f.id
                 WHERE l.namespace = ? AND f.object = ? AND f.kind = ? AND x.id IS NULL
                """, arguments: [place.namespace, object, kind])
        if let known { return (known, false) }
        let uid = UUIDv7.make(at: now)
        let finding = try record(.findingOpened, run: run.uid, subject: uid, detail: "\(kind), object \(object)") {
            rows in
            let location = try location(of: place, &rows)
            return try rows.insert(
                Finding(
                    uid: uid, runId: run.id, locationId: location.id, copyId: copy?.id, kind: kind, object: object,
                    bytes: bytes, foundMs: now))
        }
        return (finding, true)
    }

    /// The findings of a location that are open.
    public func openFindings(in namespace: String) throws -> [Finding] {
        try Finding.fetchAll(
            database,
            sql: """
                SELECT f.* FROM finding f JOIN location l ON l.id = f.location_id
                  LEFT JOIN finding_resolution x ON x.finding_id = f.id WHERE l.namespace = ? AND x.id IS NULL ORDER BY f.id
                """, arguments: [namespace])
    }

    /// Records what became of a finding.
    public func resolve(_ finding: Finding, as resolution: String, because reason: String) throws {
        try Self.refuseNoReason(reason)
        try record(.findingResolved, subject: finding.uid, detail: "\(finding.kind): \(resolution), \(reason)") {
            rows in
            _ = try rows.insert(
                FindingResolution(
                    findingId: finding.id, resolution: resolution, reason: Self.oneLine(reason), resolvedBy: actor.name,
                    resolvedMs: now))
        }
    }
}
