import Foundation

/// An export or import that goes on.
struct RunningOperation: Sendable {
    let id = UUID().uuidString.lowercased()
    let isExport: Bool
    /// Of a cluster; else of a cache.
    let isEnterprise: Bool
    /// The container, or the blobs, as URLs with signatures.
    let urls: [String]
    let prefix: String
    let started = Date()
    var polls = 0
    /// Which URL is the newest: only that one is answered.
    var ticket = ""
    /// How the work ended; nil while it goes on.
    var outcome: Outcome?

    enum Outcome: Sendable {
        case succeeded
        case failed(code: String, message: String)
    }

    /// The URLs to ask at. As recorded: kilobytes long, signed, others with each answer.
    mutating func headers(at address: String, _ script: ManagementScript) -> [String: String] {
        ticket = String(UUID().uuidString.lowercased().replacing("-", with: "") + "planted-poll-secret")
        let host = script.foreignHost ?? address
        let base =
            "\(host)/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.Cache/locations/West%20US"
        let certificate = String(repeating: "MIIHhzCCBm-gAwIBAgITHgZ1", count: 110)
        let query = "?api-version=2024-11-01&t=638731662860596630&c=\(certificate)&s=\(ticket)&h=hash"
        var headers = [
            "Azure-AsyncOperation": "\(base)/\(isEnterprise ? "operationsStatus" : "operationresults")/\(id)\(query)"
        ]
        headers["Location"] = "\(base)/operationresults/\(id)\(query)"
        if let seconds = script.retryAfter { headers["Retry-After"] = "\(seconds)" }
        return headers
    }

    /// What it says when it is asked.
    mutating func answer(at address: String, _ script: ManagementScript) -> StandInAnswer {
        polls += 1
        var body = Examples.body(isEnterprise ? "OperationsStatusGet" : "RedisCacheAsyncOperationStatus")
        body["name"] = id
        body["id"] = "/subscriptions/x/providers/Microsoft.Cache/locations/West US/operationresults/\(id)"
        body["startTime"] = "2026-11-25T12:00:00.123Z"
        guard let end = script.pollsBeforeEnd, polls >= end, let outcome else {
            body["status"] = "InProgress"
            body["endTime"] = NSNull()
            if isEnterprise { body["percentComplete"] = 50.0 }
            return .json(isEnterprise ? 200 : 202, body, headers(at: address, script))
        }
        body["endTime"] = "2026-11-25T12:00:09.456Z"
        switch outcome {
        case .succeeded: body["status"] = "Succeeded"
        case .failed(let code, let message):
            body["status"] = "Failed"
            body["error"] = ["code": code, "message": message]
        }
        return .json(200, body)
    }
}
