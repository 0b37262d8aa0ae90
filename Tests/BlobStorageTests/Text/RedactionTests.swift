import Secrecy
import Testing

@testable import BlobStorage

@Suite struct RedactionTests {
    @Test(arguments: [
        "https://a.blob.core.windows.net/c/b?sv=2023-11-03&sig=PLANTED%2Fsecret%3D&se=x",
        "AccountName=a;AccountKey=PLANTED==;BlobEndpoint=http://x", "SharedAccessSignature=sv=1&sig=PLANTED",
        "Authorization: Bearer PLANTED.x.y", "Authorization: SharedKey acct:PLANTED=",
        "client_id=1&client_secret=PLANTED&scope=x", "client_assertion=PLANTED", "{\"access_token\": \"PLANTED\"}",
        "?X-Amz-Credential=PLANTED/2026&X-Amz-Signature=PLANTED&X-Amz-Security-Token=PLANTED", "SIG=PLANTED",
        "a%3Fsv%3D1%26sig%3DPLANTED", "https://user:PLANTED@host/c/b", "redis+sentinel://u:PLANTED@h",
        "x sig=PLANTED: no",
        "redis://:PLANTED@h:6379", "unix://u:PLANTED@/run/socket", "redis://u:PLANTED/PLANTED@PLANTED@h:6379",
        "ftp://u:PLANTED/x@h", "'redis://u:1/PLANTED@h'",
        "rediss://u:12345@h"
            + " token=PLANTED", "SharedAccessKey=PLANTED;", "two: https://a/b?sig=PLANTED ftp://u:PLANTED@h",
    ])
    func `a secret does not get through`(_ text: String) {
        let redacted = Redaction.redacted(text)
        #expect(!redacted.contains("PLANTED"), "\(redacted)")
        #expect(redacted.contains("…"))
    }

    @Test(arguments: [
        "", "az://account/container/name", "the SAS lacks the letter", "request 1234-5678", "signed; sv=1&se=2",
        "wasbs://container@acct.blob.core.windows.net/a@b", "http://127.0.0.1:10000/acct/c/a@b",
        "redis://user@host:6379",
        "redis://h:6379/0: no answer; ask admin@example.com", "http://[::1]:10000/acct/c/a@b", "sig=", "ends in ://",
    ])
    func `what is no secret stays`(_ text: String) { #expect(Redaction.redacted(text) == text) }

    @Test func `errors are redacted whoever writes them`() {
        let error = BlobError(.refused, "https://x/?sig=PLANTED", "went wrong with Bearer PLANTED")
        #expect(!"\(error)".contains("PLANTED"))
    }
}
