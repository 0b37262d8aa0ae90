import BlobStorage
import Catalog
import Foundation

extension SanitizeRun {
    /// The journal of a run that can be taken up: it writes a blob, and what it reads can be read again.
    func journal(of run: Run, _ source: SnapshotInput, _ recorder: SanitizeRecorder) throws(RunError) -> JournalFile? {
        guard let request, let output, let address = try BlobAccess.address(output), let content = source.contentTag
        else { return nil }
        let name = try BlobAccess.address(input) == nil ? SanitizeRequest.absolute(input) : source.name
        return try UnfinishedRuns(of: recorder.catalog).begin(
            RunJournal(
                run: run.uid, host: recorder.actor.host, input: .init(name: name, content: content),
                output: .init(
                    name: address.shown, mark: UUID().uuidString.lowercased(), upload: nil, partByteCount: partByteCount
                ),
                sealed: nil, request: request))
    }

    /// Whether the run may do better when it is taken up: nothing was wrong but a service that was out of reach.
    func isResumable(_ error: any Error, _ journal: JournalFile?) -> Bool {
        (error as? RunError)?.isRetryable == true && journal?.isWritten == true
    }

    /// The error, with what can be done.
    func resumable(_ error: any Error, _ journal: JournalFile) -> any Error {
        guard var error = error as? RunError else { return error }
        error.description += "; what is staged stays: `mannequin resume \(journal.content.run)` takes the run up"
        return error
    }
}
