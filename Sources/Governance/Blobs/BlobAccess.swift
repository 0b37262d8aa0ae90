import BlobStorage

/// How blobs are got at: what the caller's environment says about accounts, keys and identities.
public struct BlobAccess: Sendable {
    let environment: [String: String]
    /// Counts what is read and staged; nil where nobody asks.
    public var transfer: TransferCounts?

    /// Access with the variables of an environment.
    public init(environment: [String: String] = [:]) { self.environment = environment }

    /// The address of a blob; nil for the path of a file.
    static func address(_ name: String) throws(RunError) -> BlobAddress? {
        do { return try BlobAddress(name) } catch { throw RunError(.usage, "\(error)") }
    }

    /// The store of an address.
    func store(of address: BlobAddress) throws(RunError) -> any BlobStore {
        do { return try address.store(environment: environment) } catch { throw RunError(blob: error) }
    }
}

extension RunError {
    /// What went wrong with a blob, with the exit status it leads to.
    init(blob error: any Error) {
        if let error = error as? RunError {
            self = error
            return
        }
        guard let error = error as? BlobError else {
            self.init(.inputOutput, "\(type(of: error))")
            return
        }
        let status: ExitStatus =
            switch error.code {
            case .absent: .noInput
            case .alreadyThere: .cannotCreate
            case .changed: .tryAgain
            case .notAllowed, .credentials, .protected: .notAllowed
            case .unavailable: error.status == nil ? .unavailable : .tryAgain
            case .damaged: .inputOutput
            default: .cannotCreate
            }
        self.init(status, error.description)
        isRetryable = error.isRetryable
    }
}
