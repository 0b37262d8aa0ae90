import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// What the service does with blobs: with the URLs that it was given, and nothing else.
struct StorageUse: Sendable {
    /// A blob that could not be written or read.
    struct Refusal: Error {
        var code: String, status: Int
    }

    /// As a cache of the tier Premium exports: a page blob, filled up with zeros.
    static func writePages(_ bytes: [UInt8], to url: String) async throws {
        let padded = bytes + [UInt8](repeating: 0, count: (512 - bytes.count % 512) % 512)
        try await send(
            "PUT", url, [], ["x-ms-blob-type": "PageBlob", "x-ms-blob-content-length": "\(padded.count)"])
        let headers = ["x-ms-page-write": "update", "x-ms-range": "bytes=0-\(padded.count - 1)"]
        try await send("PUT", "\(url)&comp=page", padded, headers)
    }

    /// As Enterprise and Managed Redis export: a block blob.
    static func writeBlock(_ bytes: [UInt8], to url: String) async throws {
        try await send("PUT", url, bytes, ["x-ms-blob-type": "BlockBlob"])
    }

    /// Reads a blob.
    static func read(_ url: String) async throws -> [UInt8] { try await send("GET", url, [], [:]) }

    /// The URL of a blob in the container of a URL, with the same signature.
    static func blob(_ name: String, in container: String) -> String {
        let halves = container.split(separator: "?", maxSplits: 1).map(String.init)
        return "\(halves[0])/\(name)" + (halves.count > 1 ? "?\(halves[1])" : "")
    }

    @discardableResult
    private static func send(_ method: String, _ url: String, _ body: [UInt8], _ headers: [String: String]) async throws
        -> [UInt8]
    {
        var request = HTTPClientRequest(url: url)
        request.method = .init(rawValue: method)
        request.headers.add(name: "x-ms-version", value: "2023-11-03")
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        if !body.isEmpty { request.body = .bytes(ByteBuffer(bytes: body)) }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
        let answer = try await response.body.collect(upTo: 256 << 20)
        guard response.status.code < 300 else {
            throw Refusal(
                code: response.headers.first(name: "x-ms-error-code") ?? "StorageError",
                status: Int(response.status.code))
        }
        return Array(answer.readableBytesView)
    }
}
