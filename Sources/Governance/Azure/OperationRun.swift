import AzureManagement
import BlobStorage
import Catalog
import Foundation

/// What exports and imports have in common: look, ask, follow, write down.
struct OperationRun {
    let resource: CacheResource
    let access: BlobAccess
    let options: OperationOptions
    let recorder: ServiceRecorder?

    /// Looks the resource up. What stands in the way is a row; the client is nil where nothing can be asked at all.
    func look(_ report: inout OperationReport) -> (client: ManagementClient, facts: CacheFacts)? {
        do {
            let client = try ManagementClient(resource, environment: access.environment)
            let facts = try Blocking.wait { try await client.facts() }
            report.note(facts)
            report.checks += [Preflight.state(of: facts), Preflight.tier(facts, of: resource)]
            return (client, facts)
        } catch let error as BlobError {
            report.checks.append(Preflight.unreachable(error))
        } catch {
            report.checks.append(.stop("resource", "it could not be looked up (\(type(of: error)))", .inputOutput))
        }
        return nil
    }

    /// The container or blobs as the service is to get at them.
    func grant(_ addresses: [BlobAddress], toContainer: Bool, _ permissions: String) throws -> [SharedAccess] {
        let until = Date().addingTimeInterval(
            Double(max(options.signedFor, OperationOptions.shortestSignature).components.seconds))
        let environment = access.environment
        let isBare = options.usesManagedIdentity
        return try Blocking.wait {
            var grants: [SharedAccess] = []
            for address in addresses {
                grants.append(
                    isBare
                        ? try address.bareAccess(toContainer: toContainer, environment: environment)
                        : try await address.sharedAccess(
                            permissions, toContainer: toContainer, until: until, environment: environment))
            }
            return grants
        }
    }

    /// Asks for it and follows it to its end. `report` has the outcome; throws when the service did not take it.
    func perform(
        _ request: CacheRequest, _ client: ManagementClient, _ recording: ServiceRecorder.Recording?,
        _ report: inout OperationReport, progress: (OperationProgress) throws -> Void
    ) throws {
        let following = OperationFollowing(client: client, resource: resource, options: options)
        let id = UUID().uuidString
        defer { ForeignWork.end(id) }
        let answer: ServiceAnswerFacts
        var taken: ServiceAnswerFacts?
        do {
            answer = try following.run(request) { accepted in
                taken = accepted
                try note(accepted, recording)
                ForeignWork.begin(id) { [recorder, resource] in
                    Self.leave(accepted, request.action, resource, recorder, recording)
                }
            } progress: {
                try progress($0)
            }
        } catch let error as BlobError {
            var refused = ServiceAnswerFacts(
                .refused, requestIDs: [error.requestID].compactMap { $0 }, detail: "\(error)")
            refused.code = error.serviceCode
            try note(refused, recording)
            report.note(refused)
            throw RunError(blob: error)
        } catch {
            if var left = taken {
                left.phase = .left
                left.detail = "we stopped asking because of an error of ours; it goes on"
                report.note(left)
                // Perhaps it is this that cannot be written down; the error says so.
                try? note(left, recording)
            }
            throw error
        }
        ForeignWork.end(id)
        report.note(answer)
        try note(answer, recording)
    }

    private func note(_ answer: ServiceAnswerFacts, _ recording: ServiceRecorder.Recording?) throws {
        if let recorder, let recording { try recorder.note(answer, recording) }
    }

    /// What is written down and said when the program is ended while the service works.
    private static func leave(
        _ accepted: ServiceAnswerFacts, _ action: String, _ resource: CacheResource, _ recorder: ServiceRecorder?,
        _ recording: ServiceRecorder.Recording?
    ) -> String {
        var left = ServiceAnswerFacts(.left, detail: "we were ended while the service worked on it; it goes on")
        left.operation = accepted.operation
        if let recorder, let recording {
            // The program ends either way: the next run notes one that could not be written down as killed.
            try? recorder.note(left, recording)
            try? recorder.end(recording, error: "ended by a signal; the \(action) goes on at the service")
        }
        return
            "\(resource.id): the \(action) goes on at the service, operation \(accepted.operation ?? "without an id")"
    }
}
