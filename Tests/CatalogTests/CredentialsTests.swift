import Testing

@testable import Catalog

@Suite struct CredentialsTests {
    @Test(arguments: [
        (
            "https://acct.blob.core.windows.net/c/b.rdb?sv=2024&sig=pl4nted%3D",
            "https://acct.blob.core.windows.net/c/b.rdb"
        ),
        ("read from https://a/b?sig=pl4nted, in time", "read from https://a/b in time"),
        ("redis://default:pl4nted@cache:6379/0", "redis://cache:6379/0"),
        ("https://bucket/key#pl4nted", "https://bucket/key"),
        (
            "AccountName=acct;AccountKey=pl4nted==;EndpointSuffix=x",
            "AccountName=acct;AccountKey=(removed);EndpointSuffix=x"
        ),
        ("?sv=2024&sig=pl4nted&se=1", "?sv=2024&sig=(removed)&se=1"),
        (
            "failed: file:///data/x?sv=1&sig=pl4nted%2B: No such file",
            "failed: file:///data/x?sv=1&sig=(removed): No such file"
        ),
        ("https://a/b,redis://u:pl4nted@cache", "https://a/b,redis://u:(removed)@cache"),
        ("X-Amz-Signature=pl4nted", "X-Amz-Signature=(removed)"),
    ])
    func `what opens an account is taken out`(text: String, expected: String) {
        #expect(Credentials.removed(from: text) == expected)
    }

    @Test(arguments: [
        "", "prod/eu/cart", "file://host/data/what? #1/dump.rdb", "because 1 = 1", "a=b", "sig=", "https://a/b",
        "wasbs://dumps@store.blob.core.windows.net",
        "two  spaces and\ttab",
    ])
    func `other text stays`(text: String) { #expect(Credentials.removed(from: text) == text) }
}
