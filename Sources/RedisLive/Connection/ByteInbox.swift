import Dispatch
import NIOCore
import RedisDump
import Synchronization

/// What a connection brought and nobody has taken yet, between NIO's thread, which gives, and a thread that waits.
///
/// It holds a few MiB: beyond that the channel stops reading until half of it has been taken, and so does, in the end, the
/// server.
final class ByteInbox: Sendable {
    /// How a wait ended.
    enum Outcome {
        /// There are bytes.
        case bytes(NIOCore.ByteBuffer)
        /// The connection has ended; with the reason where there is one.
        case ended((any Error)?)
        /// Nothing came for so long.
        case timedOut
    }

    private struct State {
        var chunks: [NIOCore.ByteBuffer] = []
        var first = 0
        var byteCount = 0
        var isPaused = false
        var hasEnded = false
        var failure: (any Error)?
    }

    /// Bytes from which on no more are read.
    private static let highWater = 4 << 20

    private let state = Mutex(State())
    private let changed = DispatchSemaphore(value: 0)

    /// Puts bytes in; true when the channel is to stop reading.
    func give(_ bytes: NIOCore.ByteBuffer) -> Bool {
        defer { changed.signal() }
        return state.withLock { state in
            state.chunks.append(bytes)
            state.byteCount += bytes.readableBytes
            guard !state.isPaused, state.byteCount >= Self.highWater else { return false }
            state.isPaused = true
            return true
        }
    }

    /// Nothing more will come.
    func end(_ failure: (any Error)?) {
        state.withLock { state in
            if !state.hasEnded { state.failure = failure }
            state.hasEnded = true
        }
        changed.signal()
    }

    /// Why the connection ended, where there is a reason.
    var failure: (any Error)? { state.withLock { $0.failure } }

    /// Waits for bytes. `resume` is called when the channel is to read again.
    func take(within timeout: DispatchTimeInterval, resume: () -> Void) -> Outcome {
        while true {
            let (outcome, resumes) = state.withLock { state -> (Outcome?, Bool) in
                guard state.first < state.chunks.count else {
                    return (state.hasEnded ? .ended(state.failure) : nil, false)
                }
                let bytes = state.chunks[state.first]
                state.first += 1
                state.byteCount -= bytes.readableBytes
                // What was taken is let go, even when the sender is always ahead.
                if state.first == state.chunks.count || state.first >= 64 {
                    state.chunks.removeFirst(state.first)
                    state.first = 0
                }
                guard state.isPaused, state.byteCount < Self.highWater / 2 else { return (.bytes(bytes), false) }
                state.isPaused = false
                return (.bytes(bytes), true)
            }
            if resumes { resume() }
            if let outcome { return outcome }
            guard changed.wait(timeout: .now() + timeout) == .success else { return .timedOut }
        }
    }
}

/// The end of a channel's pipeline: puts what comes into the inbox.
final class InboxHandler: ChannelInboundHandler, Sendable {
    typealias InboundIn = NIOCore.ByteBuffer

    private let inbox: ByteInbox

    init(_ inbox: ByteInbox) { self.inbox = inbox }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if inbox.give(unwrapInboundIn(data)) {
            context.channel.setOption(ChannelOptions.autoRead, value: false).whenFailure { _ in }
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        inbox.end(nil)
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        inbox.end(error)
        context.close(promise: nil)
    }
}
