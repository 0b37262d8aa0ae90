import Catalog
public import Foundation

/// The signed statements of a catalog: files beside it, found by the SHA-256 of their bytes.
///
///     catalog-evidence/ab/abcdef….dsse.json
public struct EvidenceStore: Sendable {
    /// The directory.
    public let directory: String

    /// The largest statement that is read.
    public static let sizeLimit = 16 << 20

    /// The evidence of a catalog.
    public init(beside catalog: CatalogPlace) { directory = catalog.beside("-evidence") }

    /// Where the statement with this digest lies.
    public func path(_ digest: Data) -> String {
        let name = digest.hexadecimal
        return "\(directory)/\(name.prefix(2))/\(name).dsse.json"
    }

    /// Writes a statement; it is on the disk when this returns. Writing it again changes nothing.
    func put(_ envelope: Envelope) throws -> (digest: Data, byteCount: Int64) {
        let bytes = try envelope.bytes()
        let digest = SHA256.digest(bytes)
        let path = path(digest)
        do {
            try FileManager.default.createDirectory(
                atPath: URL(filePath: path).deletingLastPathComponent().path, withIntermediateDirectories: true)
        } catch {
            throw RunError(.cannotCreate, "\(directory): the directory for evidence cannot be made")
        }
        if case .intact = state(of: digest) { return (digest, Int64(bytes.count)) }
        try SmallFile.write(bytes, to: path, mode: 0o644, collision: .replace)
        return (digest, Int64(bytes.count))
    }

    /// What became of a statement's file.
    public enum State: String, Sendable {
        /// It is there, byte for byte.
        case intact
        /// It is not there.
        case missing
        /// It is there, with other bytes.
        case changed
    }

    /// Looks at the file of a statement.
    public func state(of digest: Data) -> State {
        guard let bytes = try? SmallFile.read(path(digest), limit: Self.sizeLimit) else { return .missing }
        return SHA256.digest(bytes) == digest ? .intact : .changed
    }
}
