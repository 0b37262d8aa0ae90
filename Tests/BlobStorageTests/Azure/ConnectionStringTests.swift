import Testing

@testable import BlobStorage

@Suite struct ConnectionStringTests {
    @Test func `that of the portal names the account of a cloud`() throws {
        let connection = try ConnectionString(
            "DefaultEndpointsProtocol=https;AccountName=acct;AccountKey=c2VjcmV0;EndpointSuffix=core.chinacloudapi.cn")
        #expect(connection.account.authority == "acct.blob.core.chinacloudapi.cn")
        #expect(connection.account.scheme == "https")
        #expect(connection.credential.description == "a key of the account acct")
    }

    @Test func `emulators have the account in the path`() throws {
        for text in [
            "UseDevelopmentStorage=true",
            "AccountName=devstoreaccount1;AccountKey=c2VjcmV0;BlobEndpoint=http://127.0.0.1:10000/devstoreaccount1;",
        ] {
            let account = try ConnectionString(text).account
            #expect(account.name == "devstoreaccount1")
            #expect(account.target("c", "a b").url == "http://127.0.0.1:10000/devstoreaccount1/c/a%20b")
        }
    }

    @Test func `a signature may take the place of the key`() throws {
        let connection = try ConnectionString(
            "BlobEndpoint=https://acct.blob.core.windows.net/;SharedAccessSignature=sv=2023-11-03&sp=r&sig=PLANTED%3D")
        #expect(connection.account.name == "acct")
        #expect(connection.credential.description == "SAS(sv=2023-11-03 sp=r)")
    }

    @Test(arguments: [
        "", "AccountName=a", "AccountKey=PLANTED", "AccountName=a;AccountKey=PLANTED!", "AccountName=a;PLANTED",
        "AccountName=a;AccountKey=PLANTED=;BlobEndpoint=ftp://x",
        "BlobEndpoint=https://a;SharedAccessSignature=PLANTED",
    ])
    func `a wrong one is told without its secret`(_ text: String) {
        let error = #expect(throws: BlobError.self) { try ConnectionString(text) }
        #expect(error?.code == .credentials)
        #expect(error?.description.contains("PLANTED") == false)
    }
}
