import Foundation
import Governance

extension BlobAccess {
    /// With the variables of this process.
    static var ofProcess: BlobAccess { BlobAccess(environment: ProcessInfo.processInfo.environment) }
}
