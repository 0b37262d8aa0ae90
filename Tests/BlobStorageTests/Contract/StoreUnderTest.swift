import Foundation
import Testing

@testable import BlobStorage

/// The stores that the contract is tested on.
enum StoreUnderTest: String, CaseIterable, Sendable, CustomTestStringConvertible {
    /// A directory.
    case files

    static var available: [StoreUnderTest] { allCases }

    var testDescription: String { rawValue }

    func scratch() async throws -> Scratch {
        switch self {
        case .files:
            let folder = try ScratchFolder()
            return Scratch(FileBlobStore(directory: folder.path), owned: folder)
        }
    }
}
