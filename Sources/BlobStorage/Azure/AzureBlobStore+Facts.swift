import Foundation

extension AzureBlobStore {
    /// What the headers of an answer say about a blob.
    func facts(_ reply: HTTPReply, _ id: BlobID) -> BlobFacts {
        var facts = BlobFacts(id, kind: Self.kind(reply[header: "x-ms-blob-type"]))
        facts.etag = reply[header: "etag"] ?? ""
        facts.byteCount = reply[header: "content-length"].flatMap { Int64($0) } ?? 0
        facts.modified = reply[header: "last-modified"].flatMap { ServiceTime.http($0) }
        facts.version = reply[header: "x-ms-version-id"]
        facts.isCurrent =
            id.generation == .current || reply[header: "x-ms-is-current-version"]?.lowercased() == "true"
        for (name, value) in reply.headers where name.hasPrefix("x-ms-meta-") {
            facts.metadata[String(name.dropFirst(10))] = value
        }
        facts.isLeased = Self.isLeased(reply[header: "x-ms-lease-state"])
        facts.immutableUntil = reply[header: "x-ms-immutability-policy-until-date"].flatMap { ServiceTime.http($0) }
        facts.hasLegalHold = reply[header: "x-ms-legal-hold"]?.lowercased() == "true"
        facts.requestID = reply[header: "x-ms-request-id"]
        return facts
    }

    /// What a listing says about a blob.
    static func facts(_ element: XMLElement, serverDate: String?) -> BlobFacts {
        let properties = element["Properties"] ?? XMLElement(name: "")
        var id = BlobID(element["Name"]?.text ?? "")
        var facts = BlobFacts(id, kind: kind(properties.string("BlobType")))
        facts.version = element.string("VersionId")
        facts.isDeleted = element.string("Deleted")?.lowercased() == "true"
        facts.isCurrent = true
        if let snapshot = element.string("Snapshot") {
            id.generation = .snapshot(snapshot)
            facts.isCurrent = false
        } else if let version = facts.version, element.string("IsCurrentVersion")?.lowercased() != "true" {
            id.generation = .version(version)
            facts.isCurrent = false
        }
        if facts.isDeleted { facts.isCurrent = false }
        facts.id = id
        let etag = properties.string("Etag") ?? properties.string("ETag") ?? ""
        facts.etag = etag.hasPrefix("\"") ? etag : "\"\(etag)\""
        facts.byteCount = properties.string("Content-Length").flatMap { Int64($0) } ?? 0
        facts.modified = properties.string("Last-Modified").flatMap { ServiceTime.http($0) }
        facts.isLeased = isLeased(properties.string("LeaseState"))
        facts.immutableUntil = properties.string("ImmutabilityPolicyUntilDate").flatMap { ServiceTime.http($0) }
        facts.hasLegalHold = (element.string("LegalHold") ?? properties.string("LegalHold"))?.lowercased() == "true"
        facts.recoverableUntil = recoverableUntil(properties, serverDate: serverDate)
        for item in element["Metadata"]?.children ?? [] { facts.metadata[item.name.lowercased()] = item.text }
        return facts
    }

    /// Until when a deleted blob can be brought back: the listing tells when it was deleted, and how many whole days are
    /// left. Days that have begun count as whole, and times are cut to seconds, so that the moment is never too early.
    private static func recoverableUntil(_ properties: XMLElement, serverDate: String?) -> Date? {
        guard let days = properties.string("RemainingRetentionDays").flatMap({ Int($0) }),
            let deleted = properties.string("DeletedTime").flatMap({ ServiceTime.http($0) })
        else { return nil }
        let now = serverDate.flatMap { ServiceTime.http($0) } ?? deleted
        let passed = (max(0, now.timeIntervalSince(deleted) + 1) / 86_400).rounded(.up)
        return deleted.addingTimeInterval((passed + Double(days)) * 86_400)
    }

    private static func isLeased(_ state: String?) -> Bool { state == "leased" || state == "breaking" }

    private static func kind(_ text: String?) -> BlobFacts.Kind {
        switch text {
        case "PageBlob": .page
        case "AppendBlob": .append
        default: .block
        }
    }
}
