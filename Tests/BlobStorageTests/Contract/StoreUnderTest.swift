import BlobServiceStandIn
import Foundation
import Testing

@testable import BlobStorage

/// The stores that the contract is tested on.
///
/// `MANNEQUIN_TEST_BLOB_CONNECTION_STRING`, or `MANNEQUIN_TEST_BLOB_ENDPOINT` with `MANNEQUIN_TEST_BLOB_ACCOUNT` and
/// `MANNEQUIN_TEST_BLOB_KEY`, adds an emulator or an account that is at hand; it gets a container of its own for each test.
enum StoreUnderTest: String, CaseIterable, Sendable, CustomTestStringConvertible {
    /// A directory.
    case files
    /// Azure's protocol, to the stand-in, with a key of the account.
    case standInByKey
    /// Azure's protocol, to the stand-in, with a signature for the container.
    case standInBySignature
    /// S3's protocol, to moto.
    case moto
    /// Azure's protocol, to what the environment names.
    case environment

    static var available: [StoreUnderTest] { allCases.filter { $0 != .environment || ExternalService.found != nil } }

    var testDescription: String { rawValue }

    func scratch() async throws -> Scratch {
        switch self {
        case .files:
            let folder = try ScratchFolder()
            return Scratch(FileBlobStore(directory: folder.path), owned: folder)
        case .standInByKey, .standInBySignature:
            let service = try await BlobServiceStandIn()
            service.makeContainer("exports")
            let store = try service.store("exports", bySignature: self == .standInBySignature)
            return Scratch(store, owned: service)
        case .moto: return Scratch(try await MotoServer.shared.get().freshBucket())
        case .environment:
            let service = try #require(ExternalService.found)
            let store = try await service.freshContainer()
            return Scratch(store)
        }
    }
}

extension BlobServiceStandIn {
    /// A store over a container of the stand-in.
    func store(_ container: String, bySignature: Bool = false, permissions: String = "racwdxyltmei") throws
        -> AzureBlobStore
    {
        let connection = try ConnectionString(connectionString)
        guard bySignature else {
            return AzureBlobStore(connection.account, container: container, credential: connection.credential)
        }
        let key = try #require(SharedKey(account: settings.account, base64Key: settings.key))
        var grant = SASGrant(account: settings.account, resource: .container(container))
        grant.permissions = permissions
        grant.expiry = Date().addingTimeInterval(3600)
        return AzureBlobStore(connection.account, container: container, credential: .sas(grant.signed(with: key)))
    }
}

/// An account or emulator that the environment names.
struct ExternalService: Sendable {
    let connection: ConnectionString

    static let found: ExternalService? = {
        let environment = ProcessInfo.processInfo.environment
        if let text = environment["MANNEQUIN_TEST_BLOB_CONNECTION_STRING"] {
            return (try? ConnectionString(text)).map(ExternalService.init)
        }
        guard let text = environment["MANNEQUIN_TEST_BLOB_ENDPOINT"],
            let endpoint = URL(string: text.hasSuffix("/") ? String(text.dropLast()) : text)
        else { return nil }
        // An emulator has the account in its path, http://127.0.0.1:10000/devstoreaccount1; it may be left out.
        let isNamed = endpoint.path.count > 1
        let account =
            environment["MANNEQUIN_TEST_BLOB_ACCOUNT"] ?? (isNamed ? endpoint.lastPathComponent : "devstoreaccount1")
        let key = environment["MANNEQUIN_TEST_BLOB_KEY"] ?? ConnectionString.developmentKey
        let hasAccount = isNamed || endpoint.host?.hasPrefix("\(account).") == true
        let place = hasAccount ? endpoint : endpoint.appendingPathComponent(account)
        return (try? ConnectionString("AccountName=\(account);AccountKey=\(key);BlobEndpoint=\(place.absoluteString)"))
            .map(ExternalService.init)
    }()

    /// A store over a container that is made for it, and stays: whoever lends the account throws it away.
    func freshContainer() async throws -> AzureBlobStore {
        let name = "mannequin-test-\(UUID().uuidString.lowercased().prefix(12))"
        let store = AzureBlobStore(connection.account, container: name, credential: connection.credential)
        try await store.makeContainer()
        return store
    }
}
