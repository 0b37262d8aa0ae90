import Masking
import RedisDump

/// What comparing a pair of chunks found.
struct PairFindings {
    /// Members of a collection that goes on beyond the chunk, or began before it.
    struct OpenCollection {
        var key: UInt64
        var hashes: [UInt64]
    }

    /// A token of the result that may be a leak, and where it stands.
    struct Suspect {
        var hash: UInt64
        var key: UInt64
        var offset: UInt64
        /// What it is, to tell findings that were reviewed; never shown.
        var text: [UInt8]
        /// In what it is written, from the outside to the inside.
        var layers: [Layer.Form]
    }

    var part = Verification()
    /// Hashes of key names with their databases, in order.
    var keyHashes: [UInt64] = []
    /// Collections that may have members in other chunks.
    var openCollections: [OpenCollection] = []
    /// Hashes of masked tokens, and of their first six bytes.
    var tokens: [Token.Hashes] = []
    /// Descriptions of slots, and the keys behind them.
    var slotSteps: [SlotLedger.Step] = []
    /// How far expiries moved: the least and the most.
    var expiryOffsets: ClosedRange<Int64>?
    var suspects: [Suspect] = []
    /// Lines of the canaries that the raw snapshot has, and those that the result has, with the first place of each.
    var planted = Set<Int>()
    var canaries: [Int: LeakFinding] = [:]
    /// Hashes of suspects that are masked tokens indeed.
    var confirmed: [UInt64] = []

    /// Takes in how far one expiry moved, in ms.
    mutating func note(expiry distance: Int64) {
        let known = expiryOffsets ?? distance...distance
        expiryOffsets = min(known.lowerBound, distance)...max(known.upperBound, distance)
    }

    /// Takes in the slots of a key in both files.
    mutating func note(slot raw: Int, _ sanitized: Int, expires: Bool) {
        if slotSteps.isEmpty { slotSteps.append(.init()) }
        slotSteps[slotSteps.count - 1].keys.append((raw, sanitized, expires))
    }

    mutating func clear() {
        slotSteps.removeAll(keepingCapacity: true)
        part = Verification()
        keyHashes.removeAll(keepingCapacity: true)
        openCollections.removeAll(keepingCapacity: true)
        tokens.removeAll(keepingCapacity: true)
        expiryOffsets = nil
        suspects.removeAll(keepingCapacity: true)
        confirmed.removeAll(keepingCapacity: true)
        planted.removeAll(keepingCapacity: true)
        canaries.removeAll(keepingCapacity: true)
    }
}

/// The same elements of a snapshot and of its sanitized form, and what comparing them found.
///
/// Unchecked: handed from thread to thread like a ``Chunk``.
final class PairChunk: PipelineItem, @unchecked Sendable {
    var number = 0
    var failure: (any Error)?
    let raw: Chunk
    let sanitized: Chunk
    var findings = PairFindings()

    init(chunkByteCount: Int) {
        raw = Chunk(byteCount: chunkByteCount)
        sanitized = Chunk(byteCount: chunkByteCount)
    }
}

/// Reads two snapshots into pairs of chunks.
///
/// Unchecked: used by the thread that fills, and asked for its end after that thread has ended.
final class PairReader: @unchecked Sendable {
    let raw: SnapshotReader
    let sanitized: SnapshotReader

    init(raw: any ByteSource, sanitized: any ByteSource, chunkByteCount: Int) throws {
        self.raw = try SnapshotReader(raw, chunkByteCount: chunkByteCount)
        do {
            self.sanitized = try SnapshotReader(sanitized, chunkByteCount: chunkByteCount)
        } catch let error as ReadError {
            throw SanitizedError(error: error)
        }
    }

    func fill(_ pair: PairChunk) throws -> Bool {
        guard try raw.fill(pair.raw) else { return false }
        do {
            try sanitized.fill(pair.sanitized, elementCount: pair.raw.elementCount)
        } catch let error as ReadError {
            throw SanitizedError(error: error)
        }
        return true
    }

    /// Checks what follows both ends.
    func finish() throws -> (raw: DumpTrailer, sanitized: DumpTrailer) {
        let trailer = try raw.finish()
        do {
            return (trailer, try sanitized.finish())
        } catch let error as ReadError {
            throw SanitizedError(error: error)
        }
    }
}

/// The sanitized file cannot be read: its promises are broken, the snapshot is not at fault.
struct SanitizedError: Error {
    var error: ReadError
}
