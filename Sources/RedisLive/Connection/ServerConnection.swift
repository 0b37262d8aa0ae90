import Dispatch
import NIOCore
import NIOPosix
import NIOSSL
import RedisDump

/// One connection to a server, for a thread that may wait.
///
/// Snapshots are read and written by plain threads; NIO's threads do the network and TLS, and an inbox of a few MiB is
/// between them.
///
/// Unchecked: it is used by one thread at a time; what NIO's thread touches is the inbox, which is locked.
public final class ServerConnection: @unchecked Sendable {
    /// The server's address without credentials, for messages.
    public let place: String
    private let channel: any Channel
    private let inbox: ByteInbox
    private let silence: DispatchTimeInterval
    private let isTLS: Bool
    /// Whether the server has taken anything: then the handshake of TLS is over.
    private var hasSent = false
    private var parser = RESPParser()
    private var current = NIOCore.ByteBuffer()

    /// Connects, and proves who the server is where that is TLS.
    public init(_ address: ServerAddress, _ options: ConnectionOptions) throws(LiveError) {
        place = address.description
        let inbox = ByteInbox()
        self.inbox = inbox
        silence = .milliseconds(Self.milliseconds(options.silenceTimeout))
        let security = try Self.security(address, options.tls)
        isTLS = security != nil
        let bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(.milliseconds(Int64(Self.milliseconds(options.connectTimeout))))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let security {
                        try channel.pipeline.syncOperations.addHandler(
                            try NIOSSLClientHandler(context: security.context, serverHostname: security.name))
                    }
                    try channel.pipeline.syncOperations.addHandler(InboxHandler(inbox))
                }
            }
        do {
            switch address.transport {
            case .tcp(let host, let port, _): channel = try bootstrap.connect(host: host, port: port).wait()
            case .unix(let path): channel = try bootstrap.connect(unixDomainSocketPath: path).wait()
            }
        } catch {
            throw LiveError(.unreachable, "\(place) cannot be reached: \(ConnectionFailure.reason(error))")
        }
    }

    deinit { channel.close(promise: nil) }

    /// Ends the connection.
    public func close() { channel.close(promise: nil) }

    /// Sends bytes, and waits until the system has taken them.
    func send(_ buffer: borrowing RedisDump.ByteBuffer) throws(LiveError) {
        let bytes = buffer.span
        var start = 0
        while start < bytes.count {
            let part = bytes.extracting(start..<min(start + (1 << 20), bytes.count))
            start += part.count
            var buffer = channel.allocator.buffer(capacity: part.count)
            buffer.append(part)
            try wait(for: channel.writeAndFlush(buffer))
        }
        hasSent = true
    }

    /// Waits for a write no longer than the server may say nothing: one that takes no bytes, or never answers the handshake
    /// of TLS, does not keep us for ever.
    private func wait(for written: EventLoopFuture<Void>) throws(LiveError) {
        let isDone = DispatchSemaphore(value: 0)
        written.whenComplete { _ in isDone.signal() }
        guard isDone.wait(timeout: .now() + silence) == .success else {
            channel.close(promise: nil)
            guard isTLS, !hasSent else { throw silent() }
            throw LiveError(
                .unreachable, "\(place) has not answered the TLS handshake in time; does it speak TLS at this port?")
        }
        do { try written.wait() } catch { throw lost(error) }
    }

    /// Sends a command whose answer is for the caller to read.
    func say(_ words: [String]) throws(LiveError) {
        var command = RedisDump.ByteBuffer(capacity: 256)
        RESPCommand.append(words, to: &command)
        try send(command)
    }

    /// The next answer.
    public func answer() throws(LiveError) -> RESPValue {
        while true {
            if let value = try parsed() { return value }
            try fill()
        }
    }

    /// Asks one question and waits for the answer, which may be an error of the server.
    public func ask(_ words: String...) throws(LiveError) -> RESPValue { try ask(words) }

    /// Asks one question and waits for the answer, which may be an error of the server.
    public func ask(_ words: [String]) throws(LiveError) -> RESPValue {
        try say(words)
        return try answer()
    }

    /// Asks a question whose answer must not be an error.
    public func require(_ words: String...) throws(LiveError) -> RESPValue {
        let value = try ask(words)
        if let failure = value.failure { throw LiveError(failure, at: place, asked: words.first ?? "") }
        return value
    }

    // MARK: Bytes that are no answers

    /// Moves over line feeds that stand for nothing but life.
    func skipNewlines() throws(LiveError) {
        while true {
            guard let byte = current.getInteger(at: current.readerIndex, as: UInt8.self) else {
                try fill()
                continue
            }
            guard byte == 0x0A else { return }
            current.moveReaderIndex(forwardBy: 1)
        }
    }

    /// The next byte.
    func byte() throws(LiveError) -> UInt8 {
        while true {
            if let byte = current.readInteger(as: UInt8.self) { return byte }
            try fill()
        }
    }

    /// Appends up to `limit` bytes, at least one; waits for them.
    func read(into buffer: inout RedisDump.ByteBuffer, upTo limit: Int) throws(LiveError) -> Int {
        while current.readableBytes == 0 { try fill() }
        let count = min(limit, current.readableBytes)
        guard let part = current.readSlice(length: count) else { return 0 }
        buffer.append(part.readableBytesUInt8Span)
        return count
    }

    private func parsed() throws(LiveError) -> RESPValue? {
        guard current.readableBytes > 0 else { return nil }
        let bytes = current
        var position = 0
        defer { current.moveReaderIndex(forwardBy: position) }
        do throws(RESPParser.Failure) {
            return try parser.next(bytes.readableBytesUInt8Span, &position)
        } catch {
            throw LiveError(.notUnderstood, "\(place) does not speak the protocol of Redis: expected \(error)")
        }
    }

    /// Waits for the next bytes; all earlier ones have been used.
    private func fill() throws(LiveError) {
        let channel = channel
        switch inbox.take(
            within: silence, resume: { channel.setOption(ChannelOptions.autoRead, value: true).whenFailure { _ in } })
        {
        case .bytes(let bytes): current = bytes
        case .ended(let error): throw lost(error)
        case .timedOut: throw silent()
        }
    }

    private func silent() -> LiveError {
        LiveError(.lost, "\(place) has said nothing for so long that the connection was given up; is it blocked?")
    }

    private func lost(_ error: (any Error)?) -> LiveError {
        // When TLS fails, a write learns no more than that there is no connection.
        guard let reason = (inbox.failure ?? error).flatMap(ConnectionFailure.reasonOfTLS) else {
            return LiveError(
                .lost, "\(place) ended the connection; its log says why (a limit of clients or buffers, a restart)")
        }
        return LiveError(.unreachable, "\(place) cannot be trusted or does not trust: \(reason)")
    }

    private static func milliseconds(_ duration: Duration) -> Int {
        Int(clamping: duration.components.seconds) &* 1000
            &+ Int(clamping: duration.components.attoseconds / 1_000_000_000_000_000)
    }

    // MARK: TLS

    private struct Security {
        let context: NIOSSLContext
        /// The name that is sent and that the certificate must have; an IP address is no name, and is checked as it is.
        let name: String?
    }

    private static func security(_ address: ServerAddress, _ files: TLSFiles) throws(LiveError) -> Security? {
        guard case .tcp(let host, _, isTLS: true) = address.transport else { return nil }
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.certificateVerification = .fullVerification
        configuration.minimumTLSVersion = .tlsv12
        do {
            if let authorities = files.authorities { configuration.trustRoots = .file(authorities) }
            if let certificate = files.certificate {
                configuration.certificateChain = try NIOSSLCertificate.fromPEMFile(certificate).map { .certificate($0) }
            }
            if let key = files.privateKey {
                configuration.privateKey = .privateKey(try NIOSSLPrivateKey(file: key, format: .pem))
            }
            let isAddress = (try? SocketAddress(ipAddress: host, port: 0)) != nil
            return Security(context: try NIOSSLContext(configuration: configuration), name: isAddress ? nil : host)
        } catch {
            throw LiveError(.usage, "the files for TLS cannot be used: \(ConnectionFailure.reason(error))")
        }
    }
}
