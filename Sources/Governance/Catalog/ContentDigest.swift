import Catalog
import Foundation
import Masking
import RedisDump

/// SHA-256 of the RDB file itself that comes wrapped in gzip or in the framing of replication.
///
/// A catalog knows a snapshot by the bytes that it had when it was registered. Packing it gives other bytes, but no other
/// snapshot.
final class ContentDigest {
    private let digest = SHA256Digest()
    private let endMark: [UInt8]
    /// The last bytes, which may be the mark behind the RDB file.
    private var held: [UInt8] = []

    private init(_ endMark: [UInt8]) { self.endMark = endMark }

    /// The digest of all that is going to be read of a source; nil where nothing is wrapped around it.
    static func observing(_ source: DumpSource) -> ContentDigest? {
        guard !source.envelope.isEmpty else { return nil }
        let content = ContentDigest(source.endMark)
        source.observer = { bytes in content.add(bytes) }
        return content
    }

    private func add(_ bytes: Span<UInt8>) {
        guard !endMark.isEmpty else { return digest.update(bytes) }
        for index in bytes.indices { held.append(bytes[index]) }
        let count = max(0, held.count - endMark.count)
        digest.update(held.span.extracting(0..<count))
        held.removeFirst(count)
    }

    /// In hexadecimal; to be asked for once, when all is read.
    func finish() -> String {
        if held != endMark { digest.update(held.span) }
        return Data(digest.finalize()).hexadecimal
    }

    /// What a catalog knows under any of these digests; what is raw under one of them is raw.
    static func snapshot<Failure: Error>(
        of digests: [String], _ find: (Data) throws(Failure) -> Snapshot?
    ) throws(Failure) -> Snapshot? {
        var known: Snapshot?
        for digits in digests {
            guard let digest = Data(hexadecimal: digits), let found = try find(digest) else { continue }
            if found.kind == "raw" { return found }
            known = known ?? found
        }
        return known
    }
}
