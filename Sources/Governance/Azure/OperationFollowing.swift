import AzureManagement
import BlobStorage
import Catalog
import Foundation

/// Asks a service for an operation, and how far it is until it ends or is left.
struct OperationFollowing {
    let client: ManagementClient
    let resource: CacheResource
    let options: OperationOptions

    /// Starts it and follows it. `accepted` is called when the service has taken it, before the first wait.
    ///
    /// Throws ``BlobError`` when the service did not take it. What happens from then on is an answer, not an error: the
    /// operation goes on whatever we can see of it.
    func run(
        _ request: CacheRequest, accepted: (ServiceAnswerFacts) throws -> Void,
        progress: (OperationProgress) throws -> Void
    ) throws -> ServiceAnswerFacts {
        let start = ContinuousClock.now
        var operation = LongRunningOperation(at: resource.id)
        var step: LongRunningOperation.Step
        do {
            let reply = try Blocking.wait { [client] in try await client.start(request) }
            step = try operation.received(reply, mayAsk: client.mayAsk)
        } catch let error as BlobError where Self.mayHaveBeenTaken(error) {
            return Self.unknown(operation, error, "it is not known whether the service took it")
        }
        try accepted(Self.answer(.accepted, operation, "the service works on it"))
        while true {
            guard case .ask(let target, let after) = step else { return Self.end(step, operation) }
            let seconds = Int((ContinuousClock.now - start).components.seconds)
            try progress(.waiting(percent: operation.percent, seconds: seconds))
            if let timeout = options.timeout, ContinuousClock.now - start >= timeout {
                return Self.answer(
                    .left, operation, "it was not done within \(timeout.components.seconds) s; it goes on")
            }
            // A service that says "now" is not asked without a pause.
            sleep(max(after ?? options.pollInterval, .milliseconds(200)), until: options.timeout.map { start + $0 })
            do {
                let reply = try Blocking.wait { [client] in try await client.ask(target) }
                step = try operation.received(reply, mayAsk: client.mayAsk)
            } catch let error as BlobError {
                return Self.unknown(operation, error, Self.trouble(error))
            }
        }
    }

    private func sleep(_ duration: Duration, until end: ContinuousClock.Instant?) {
        let left = end.map { max(.zero, min(duration, $0 - ContinuousClock.now)) } ?? duration
        Thread.sleep(forTimeInterval: left.inSeconds)
    }

    /// Whether an error leaves it open that the service does what it was asked: the answer was lost or cannot be followed.
    private static func mayHaveBeenTaken(_ error: BlobError) -> Bool {
        (error.code == .unavailable && error.status == nil) || error.code == .damaged
            || [500, 502, 504].contains(error.status)
    }

    private static func trouble(_ error: BlobError) -> String {
        error.status == 403
            ? "poll forbidden, state unknown: asking needs read access at the subscription's level, and the operation goes on "
                + "without it"
            : "state unknown: it cannot be asked any more how far it is"
    }

    private static func unknown(
        _ operation: LongRunningOperation, _ error: BlobError, _ sentence: String
    ) -> ServiceAnswerFacts {
        var answer = answer(.unknown, operation, "\(sentence) (\(error))")
        answer.code = error.serviceCode
        if let id = error.requestID { answer.requestIDs.append(id) }
        return answer
    }

    private static func end(_ step: LongRunningOperation.Step, _ operation: LongRunningOperation) -> ServiceAnswerFacts
    {
        guard case .failed(let failure) = step else { return answer(.succeeded, operation, "done") }
        let message = failure.message.isEmpty ? "nothing" : failure.message
        var answer = answer(
            .failed, operation, "\(failure.code): \(failure.sentence); the service says: \(message)")
        answer.code = failure.code
        return answer
    }

    private static func answer(
        _ phase: ServiceAnswerFacts.Phase, _ operation: LongRunningOperation, _ detail: String
    ) -> ServiceAnswerFacts {
        var answer = ServiceAnswerFacts(phase, requestIDs: operation.requestIDs, detail: detail)
        answer.operation = operation.id
        (answer.started, answer.ended) = (operation.started, operation.ended)
        return answer
    }
}
