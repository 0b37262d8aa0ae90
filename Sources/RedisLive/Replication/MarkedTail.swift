import RedisDump

/// Holds back the last 40 bytes of a diskless transfer, until it is known whether they are the mark that ends it.
///
/// The server draws the mark at random for each transfer (160 bits), so bytes that equal it are it. It is the last that is
/// sent before the replica confirms, so it is looked for at the end of what came, as a server's own replicas do.
struct MarkedTail {
    private let mark: [UInt8]
    private var tail: [UInt8] = []

    init(mark: [UInt8]) { self.mark = mark }

    /// How many bytes are held back.
    var count: Int { tail.count }

    /// Whether what came last is the mark.
    var isAtMark: Bool { tail == mark }

    /// Takes bytes and gives back those that cannot be of the mark any more.
    mutating func pass(_ buffer: borrowing ByteBuffer, into output: inout ByteBuffer) {
        let bytes = buffer.span
        if bytes.count >= mark.count {
            output.append(tail.span)
            let cut = bytes.count - mark.count
            output.append(bytes.extracting(0..<cut))
            tail.removeAll(keepingCapacity: true)
            for index in cut..<bytes.count { tail.append(bytes[index]) }
        } else {
            for index in bytes.indices { tail.append(bytes[index]) }
            let surplus = tail.count - mark.count
            guard surplus > 0 else { return }
            output.append(tail.span.extracting(0..<surplus))
            tail.removeFirst(surplus)
        }
    }
}
