import NIOCore
import NIOPosix

@testable import RedisLive

/// A server that answers each command as a test says.
final class ScriptedServer: Sendable {
    /// What is answered to a command's words: bytes, or nil to end the connection.
    typealias Script = @Sendable ([String]) -> [UInt8]?

    /// Its address.
    let address: ServerAddress
    private let channel: any Channel

    init(_ script: @escaping Script) throws {
        channel = try ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Handler(script))
                }
            }
            .bind(host: "127.0.0.1", port: 0).wait()
        address = try ServerAddress("redis://127.0.0.1:\(channel.localAddress?.port ?? 0)")
    }

    deinit { channel.close(promise: nil) }

    /// Answers texts by the first word of a command; any other with `+OK`.
    static func answering(_ answers: [String: String]) throws -> ScriptedServer {
        try ScriptedServer { words in answers[words.first ?? ""].map { Array($0.utf8) } ?? Array("+OK\r\n".utf8) }
    }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private let script: Script
        private var parser = RESPParser()

        init(_ script: @escaping Script) { self.script = script }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let bytes = Array(unwrapInboundIn(data).readableBytesView)
            var position = 0
            while let value = try? parser.next(bytes.span, &position) {
                guard let answer = script(value.elements.map { $0.text ?? "" }) else {
                    context.close(promise: nil)
                    return
                }
                context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: answer)), promise: nil)
            }
        }
    }
}
