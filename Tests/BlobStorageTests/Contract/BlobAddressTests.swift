import Testing

@testable import BlobStorage

@Suite struct BlobAddressTests {
    @Test(arguments: [
        (
            "az://acct/exports/a/b.rdb", "wasbs://exports@acct.blob.core.windows.net", "a/b.rdb",
            "az://acct/exports/a/b.rdb"
        ),
        (
            "https://acct.blob.core.windows.net/exports/a%20b.rdb?sv=2023-11-03&sr=b&sig=PLANTED",
            "wasbs://exports@acct.blob.core.windows.net", "a b.rdb",
            "https://acct.blob.core.windows.net/exports/a b.rdb"
        ),
        (
            "http://127.0.0.1:10000/devstoreaccount1/c/n?sv=1&sig=PLANTED", "http://127.0.0.1:10000/devstoreaccount1/c",
            "n",
            "http://127.0.0.1:10000/devstoreaccount1/c/n"
        ),
        ("s3://bucket/a/b.rdb", "s3://bucket", "a/b.rdb", "s3://bucket/a/b.rdb"),
    ])
    func `an address is read, and shown without its secret`(
        _ text: String, namespace: String, name: String, shown: String
    )
        throws
    {
        let address = try #require(try BlobAddress(text))
        #expect(address.namespace == namespace)
        #expect(address.name == name)
        #expect(address.shown == shown)
        let again = try #require(BlobAddress(namespace: namespace, name: name))
        #expect(again.namespace == namespace && again.name == name)
    }

    @Test func `a snapshot or a version can be named`() throws {
        let address = try #require(
            try BlobAddress("https://a.blob.core.windows.net/c/n?snapshot=2026-11-22T18%3A00%3A00.1Z"))
        #expect(address.id.generation == .snapshot("2026-11-22T18:00:00.1Z"))
        #expect(address.shown.hasSuffix("?snapshot=2026-11-22T18:00:00.1Z"))
    }

    @Test(arguments: ["dump.rdb", "/a/b", "-", "", "C:\\x", "file.az"])
    func `the path of a file is no address`(_ text: String) throws { #expect(try BlobAddress(text) == nil) }

    @Test(arguments: [
        "az://", "az://acct", "az://acct/container", "az://acct/container/", "s3://bucket", "s3:///x", "https://host/x",
        "http://example.org/acct/c/n", "https://user:pw@a.blob.core.windows.net/c/n",
        "https://a.blob.core.windows.net/c/n?sr=b&sig=PLANTED",
    ])
    func `a wrong address is refused without its secret`(_ text: String) {
        let error = #expect(throws: BlobError.self) { try BlobAddress(text) }
        #expect(error?.code == .refused)
        #expect(error?.description.contains("PLANTED") == false)
        #expect(error?.description.contains("pw@") == false)
    }
}
