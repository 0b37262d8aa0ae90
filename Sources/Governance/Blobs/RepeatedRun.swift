import Catalog
import Dispatch
import Foundation
import Masking
import RedisDump
import Sanitizing
import Synchronization

/// The bytes that a run gave, by doing it again: for a result that cannot be read back where it is staged.
///
/// The run goes on in a thread of its own, a few pieces ahead. At its end the digest of all must be the one that is asked
/// for; else reading throws, and nothing that was compared counts.
final class RepeatedRun: ByteSource {
    private let pipe = BoundedPipe()
    private var piece: [UInt8] = []
    private var used = 0

    init(_ input: String, _ access: BlobAccess, _ options: SanitizeOptions, digest: String) {
        let pipe = pipe
        Thread.detachNewThread {
            let sink = PipeSink(pipe)
            do {
                _ = try Sanitizer.run(try SnapshotFile(input, access, digesting: false), into: sink, options)
                guard try sink.finish() == digest else {
                    throw RunError(
                        .checkFailed, "the snapshot has changed while it was verified, or the run cannot be repeated")
                }
                pipe.end(nil)
            } catch {
                pipe.end(error as? RunError ?? RunError(.inputOutput, "verifying: \(error)"))
            }
        }
    }

    deinit { pipe.abandon() }

    var remainingCount: UInt64? { nil }

    func read(into buffer: inout ByteBuffer, upTo limit: Int) throws -> Int {
        if used == piece.count {
            guard let next = try pipe.take() else { return 0 }
            piece = next
            used = 0
        }
        let count = min(limit, piece.count - used)
        buffer.append(piece.span.extracting(used..<used + count))
        used += count
        return count
    }
}

/// Hands what is written to a pipe, in pieces of about 256 KiB.
private final class PipeSink: ByteSink {
    private let pipe: BoundedPipe
    private let digest = SHA256Digest()
    private var piece: [UInt8] = []

    init(_ pipe: BoundedPipe) { self.pipe = pipe }

    func write(_ bytes: Span<UInt8>) throws {
        digest.update(bytes)
        unsafe bytes.withUnsafeBufferPointer { unsafe piece.append(contentsOf: $0) }
        if piece.count >= 1 << 18 { try send() }
    }

    func finish() throws -> String {
        try send()
        return Data(digest.finalize()).hexadecimal
    }

    private func send() throws {
        guard !piece.isEmpty else { return }
        try pipe.put(piece)
        piece = []
    }
}

/// A few pieces of bytes between two threads.
private final class BoundedPipe: Sendable {
    private struct State {
        var pieces: [[UInt8]] = []
        var end: Result<Void, RunError>?
        var isAbandoned = false
    }

    private let state = Mutex(State())
    private let filled = DispatchSemaphore(value: 0)
    private let free = DispatchSemaphore(value: 8)

    /// Waits for room. Throws when nobody reads any more.
    func put(_ piece: [UInt8]) throws {
        free.wait()
        let isAbandoned = state.withLock { state in
            state.pieces.append(piece)
            return state.isAbandoned
        }
        if isAbandoned { throw RunError(.inputOutput, "nobody reads any more") }
        filled.signal()
    }

    func end(_ error: RunError?) {
        state.withLock { $0.end = error.map { .failure($0) } ?? .success(()) }
        filled.signal()
    }

    /// Waits for a piece; nil at the end.
    func take() throws -> [UInt8]? {
        filled.wait()
        let piece: [UInt8]? = state.withLock { $0.pieces.isEmpty ? nil : $0.pieces.removeFirst() }
        if let piece {
            free.signal()
            return piece
        }
        // The end stays the end, however often it is asked for.
        filled.signal()
        try state.withLock { $0.end }?.get()
        return nil
    }

    func abandon() {
        state.withLock { state in
            state.isAbandoned = true
            state.pieces = []
        }
        free.signal()
    }
}
