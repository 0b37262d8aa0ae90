import Foundation

extension ServiceModel {
    mutating func makeSnapshot(_ request: ServiceRequest) throws -> ServiceAnswer {
        var contents = contents(request)
        var copy = contents[try index(request)]
        copy.snapshot = stamp()
        copy.isCurrent = false
        copy.version = nil
        copy.lease = nil
        contents.append(copy)
        set(contents, request)
        return ServiceAnswer(status: 201, headers: [("x-ms-snapshot", copy.snapshot ?? ""), ("ETag", copy.etag)])
    }

    mutating func lease(_ request: ServiceRequest) throws -> ServiceAnswer {
        let action = request.headers["x-ms-lease-action"] ?? ""
        return try change(request) { blob, model in
            let isLeased = blob.isLeased(at: model.now)
            let stated = request.headers["x-ms-lease-id"]
            switch action {
            case "acquire":
                let id = request.headers["x-ms-proposed-lease-id"] ?? UUID().uuidString.lowercased()
                if isLeased, blob.lease?.id != id { throw ServiceRefusal(409, "LeaseAlreadyPresent") }
                let seconds = request.headers["x-ms-lease-duration"].flatMap { Double($0) } ?? 60
                blob.lease = (id, seconds < 0 ? .distantFuture : model.now.addingTimeInterval(seconds))
                return ServiceAnswer(status: 201, headers: [("x-ms-lease-id", id), ("ETag", blob.etag)])
            case "renew":
                guard let lease = blob.lease, lease.id == stated else {
                    throw ServiceRefusal(409, "LeaseIdMismatchWithLeaseOperation")
                }
                blob.lease = (lease.id, model.now.addingTimeInterval(60))
                return ServiceAnswer(status: 200, headers: [("x-ms-lease-id", lease.id), ("ETag", blob.etag)])
            case "release":
                guard isLeased, blob.lease?.id == stated else {
                    throw ServiceRefusal(409, "LeaseIdMismatchWithLeaseOperation")
                }
                blob.lease = nil
                return ServiceAnswer(status: 200, headers: [("ETag", blob.etag)])
            case "break":
                blob.lease = nil
                return ServiceAnswer(status: 202, headers: [("x-ms-lease-time", "0"), ("ETag", blob.etag)])
            default: throw ServiceRefusal(400, "InvalidHeaderValue")
            }
        }
    }

    mutating func undelete(_ request: ServiceRequest) throws -> ServiceAnswer {
        var contents = contents(request)
        for index in contents.indices { contents[index].deletion = nil }
        set(contents, request)
        return ServiceAnswer(status: 200)
    }

    mutating func immutability(_ request: ServiceRequest) throws -> ServiceAnswer {
        var contents = contents(request)
        let index = try index(request)
        if request.method == "DELETE" {
            contents[index].immutableUntil = nil
        } else {
            guard let until = request.headers["x-ms-immutability-policy-until-date"].flatMap({ ServiceText.http($0) })
            else { throw ServiceRefusal(400, "InvalidHeaderValue") }
            contents[index].immutableUntil = until
        }
        set(contents, request)
        return ServiceAnswer(status: 200, headers: [("x-ms-immutability-policy-mode", "unlocked")])
    }

    mutating func legalHold(_ request: ServiceRequest) throws -> ServiceAnswer {
        var contents = contents(request)
        let index = try index(request)
        contents[index].hasLegalHold = request.headers["x-ms-legal-hold"] == "true"
        set(contents, request)
        return ServiceAnswer(status: 200, headers: [("x-ms-legal-hold", "\(contents[index].hasLegalHold)")])
    }

    mutating func delete(_ request: ServiceRequest) throws -> ServiceAnswer {
        let isRoot = request.parameter("snapshot") == nil && request.parameter("versionid") == nil
        if request.parameter("deletetype")?.lowercased() == "permanent" { return try purge(request, isRoot) }
        var contents = contents(request)
        let index = try index(request)
        try check(request, against: contents[index])
        try checkLease(request, of: contents[index])
        let with = request.headers["x-ms-delete-snapshots"]
        let snapshots = contents.indices.filter { contents[$0].snapshot != nil && !contents[$0].isDeleted }
        guard !isRoot || snapshots.isEmpty || with != nil else { throw ServiceRefusal(409, "SnapshotsPresent") }
        let becomesVersion = isRoot && settings.keepsVersions
        if contents[index].isImmutable(at: now), !becomesVersion {
            throw ServiceRefusal(409, "BlobImmutableDueToPolicy")
        }
        let doomed = (isRoot ? snapshots : []) + (with == "only" || becomesVersion ? [] : [index])
        guard doomed.allSatisfy({ !contents[$0].isImmutable(at: now) }) else {
            throw ServiceRefusal(409, "BlobImmutableDueToPolicy")
        }
        if becomesVersion { contents[index].isCurrent = false }
        for index in doomed.sorted(by: >) {
            if settings.softDeleteDays > 0 {
                contents[index].deletion = (now, settings.softDeleteDays)
            } else {
                contents.remove(at: index)
            }
        }
        set(contents, request)
        let isPermanent = settings.softDeleteDays == 0 && !becomesVersion
        return ServiceAnswer(status: 202, headers: [("x-ms-delete-type-permanent", "\(isPermanent)")])
    }

    private mutating func purge(_ request: ServiceRequest, _ isRoot: Bool) throws -> ServiceAnswer {
        guard !isRoot, settings.allowsPermanentDelete else { throw ServiceRefusal(409, "InvalidOperation") }
        var contents = contents(request)
        let index = try index(request, evenDeleted: true)
        guard contents[index].isDeleted else { throw ServiceRefusal(409, "InvalidOperation") }
        contents.remove(at: index)
        set(contents, request)
        return ServiceAnswer(status: 202, headers: [("x-ms-delete-type-permanent", "true")])
    }
}
