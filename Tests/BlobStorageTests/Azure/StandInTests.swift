import BlobServiceStandIn
import Testing

@testable import BlobStorage

/// The stand-in itself, by a client that is not ours.
@Suite struct StandInTests {
    @Test(arguments: [0, 7])
    func `the official Python SDK gets what it expects`(_ softDeleteDays: Int) async throws {
        var settings = ServiceSettings()
        settings.softDeleteDays = softDeleteDays
        let service = try await BlobServiceStandIn(settings)
        service.makeContainer("exports")
        let python = try TestProgram.python("azure-storage-blob")
        let answer = try await TestProgram.ran(
            python, [TestProgram.script("check_blob_service.py"), service.connectionString, "\(softDeleteDays)"])
        #expect(answer.contains("the SDK agrees"))
    }
}
