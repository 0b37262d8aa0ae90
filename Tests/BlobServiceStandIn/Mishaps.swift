/// What has gone wrong at the service, and what was done more than once.
public struct Mishaps: Sendable {
    /// Requests that came in whole, that were answered with 503, and that failed with 500.
    public private(set) var requests = 0, throttled = 0, failed = 0
    /// Connections that broke in the middle of a body.
    public internal(set) var cut = 0
    /// Requests that were carried out twice, and that make something new each time: a commit, a snapshot, a deletion.
    public private(set) var repeated: [String] = []
    private var done: Set<String> = []

    mutating func notice(_ request: ServiceRequest, _ answer: ServiceAnswer, isCut: Bool) {
        requests += 1
        if answer.status == 503 { throttled += 1 }
        if answer.status == 500 { failed += 1 }
        if isCut { cut += 1 }
        guard Self.isOnce(request), answer.wasCarriedOut || answer.status < 300 else { return }
        let label = "\(request.label) \(request.path)"
        if !done.insert(label).inserted { repeated.append(label) }
    }

    /// Whether doing it again is not the same as doing it once.
    private static func isOnce(_ request: ServiceRequest) -> Bool {
        ["PUT", "PUT blocklist", "PUT snapshot", "PUT undelete", "DELETE"].contains(request.label)
    }
}
