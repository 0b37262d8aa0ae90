/// Reads RESP 2 and RESP 3 as bytes come in: every byte given is taken, and nothing is read twice.
///
///     + - : _ # , (      one line
///     $ ! =              length line, bytes, CR LF
///     * ~ > %            count line, elements (twice as many for %)
///     |                  attributes: a map, then the value they belong to; dropped
///
/// Lengths are claims: memory grows with the bytes that come, not with what is announced. What is longer, deeper or
/// more than the limits is an error, and after an error the connection is of no more use.
public struct RESPParser: Sendable {
    /// What is accepted from a server.
    public struct Limits: Sendable {
        /// Bytes of a line.
        public var lineByteCount = 1 << 16
        /// Bytes of a bulk string.
        public var bulkByteCount = 16 << 20
        /// Elements of one answer, at all depths.
        public var elementCount = 1 << 22
        /// Arrays within arrays.
        public var depth = 16

        /// The limits that answers to our questions never reach.
        public init() {}
    }

    /// Why bytes are no RESP.
    public struct Failure: Error, Sendable, Equatable, CustomStringConvertible {
        /// What was expected, as a clause.
        public let description: String
    }

    private enum Shape { case array, map, attribute }

    private struct Frame {
        var shape: Shape
        var missing: Int
        var elements: [RESPValue] = []
    }

    private enum State {
        case line
        case bulk(type: UInt8, missing: Int)
        case bulkEnd(type: UInt8, missing: Int)
    }

    private let limits: Limits
    private var state = State.line
    private var text: [UInt8] = []
    private var frames: [Frame] = []
    private var elementCount = 0

    /// A parser at the beginning of an answer.
    public init(_ limits: Limits = Limits()) { self.limits = limits }

    /// Whether an answer has begun and not ended.
    public var isInside: Bool {
        if case .line = state { return !text.isEmpty || !frames.isEmpty }
        return true
    }

    /// Takes bytes from `position` on, until an answer is whole or there are no more; nil when more are needed.
    public mutating func next(_ bytes: Span<UInt8>, _ position: inout Int) throws(Failure) -> RESPValue? {
        while position < bytes.count {
            switch state {
            case .line:
                guard try takeLine(bytes, &position) else { return nil }
                let line = text
                text.removeAll(keepingCapacity: true)
                guard let value = try begin(line) else { continue }
                if let whole = close(with: value) { return whole }
            case .bulk(let type, let missing):
                let end = position + min(missing, bytes.count - position)
                for index in position..<end { text.append(bytes[index]) }
                let rest = missing - (end - position)
                position = end
                state = rest == 0 ? .bulkEnd(type: type, missing: 2) : .bulk(type: type, missing: rest)
            case .bulkEnd(let type, let missing):
                guard bytes[position] == (missing == 2 ? 0x0D : 0x0A) else {
                    throw Failure(description: "CR LF behind a bulk string")
                }
                position += 1
                guard missing == 1 else {
                    state = .bulkEnd(type: type, missing: missing - 1)
                    continue
                }
                state = .line
                let content = text
                text = []
                if let whole = close(with: try Self.bulk(type, content)) { return whole }
            }
        }
        return nil
    }

    /// Takes bytes up to LF; false when it has not come.
    private mutating func takeLine(_ bytes: Span<UInt8>, _ position: inout Int) throws(Failure) -> Bool {
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte == 0x0A {
                guard text.popLast() == 0x0D else { throw Failure(description: "CR before LF") }
                return true
            }
            guard text.count < limits.lineByteCount else {
                throw Failure(description: "a line of at most \(limits.lineByteCount) bytes")
            }
            text.append(byte)
        }
        return false
    }

    /// Begins what a line announces; nil when its content is still to come.
    private mutating func begin(_ line: [UInt8]) throws(Failure) -> RESPValue? {
        guard let type = line.first else { throw Failure(description: "a type byte") }
        let rest = Array(line.dropFirst())
        switch type {
        case UInt8(ascii: "+"): return .simple(rest)
        case UInt8(ascii: "-"): return .failure(ServerFailure(line: rest))
        case UInt8(ascii: ":"): return .integer(try Self.number(rest))
        case UInt8(ascii: "_"): return .null
        case UInt8(ascii: ","), UInt8(ascii: "("): return .number(rest)
        case UInt8(ascii: "#"):
            guard rest == [UInt8(ascii: "t")] || rest == [UInt8(ascii: "f")] else {
                throw Failure(description: "t or f behind #")
            }
            return .boolean(rest == [UInt8(ascii: "t")])
        case UInt8(ascii: "$"), UInt8(ascii: "!"), UInt8(ascii: "="):
            guard let count = try count(rest, limit: limits.bulkByteCount) else { return .null }
            text.reserveCapacity(min(count, 1 << 16))
            state = count == 0 ? .bulkEnd(type: type, missing: 2) : .bulk(type: type, missing: count)
            return nil
        case UInt8(ascii: "*"), UInt8(ascii: "~"), UInt8(ascii: ">"): return try open(.array, rest, each: 1)
        case UInt8(ascii: "%"): return try open(.map, rest, each: 2)
        case UInt8(ascii: "|"): return try open(.attribute, rest, each: 2)
        default: throw Failure(description: "a type byte of RESP 2 or 3")
        }
    }

    private mutating func open(_ shape: Shape, _ rest: [UInt8], each: Int) throws(Failure) -> RESPValue? {
        guard let count = try count(rest, limit: limits.elementCount / each) else { return .null }
        guard shape != .attribute || count > 0 else { return nil }
        elementCount += count * each
        guard elementCount <= limits.elementCount, frames.count < limits.depth else {
            throw Failure(description: "fewer elements, less deep")
        }
        guard count > 0 else { return shape == .map ? .map([]) : .array([]) }
        frames.append(Frame(shape: shape, missing: count * each))
        return nil
    }

    /// Puts a value where it belongs; returns the answer when that makes it whole.
    private mutating func close(with value: RESPValue) -> RESPValue? {
        var value = value
        while var frame = frames.popLast() {
            frame.elements.append(value)
            frame.missing -= 1
            if frame.missing > 0 {
                frames.append(frame)
                return nil
            }
            switch frame.shape {
            case .array: value = .array(frame.elements)
            case .map: value = .map(frame.elements)
            case .attribute: return nil
            }
        }
        elementCount = 0
        return value
    }

    private static func bulk(_ type: UInt8, _ content: [UInt8]) throws(Failure) -> RESPValue {
        switch type {
        case UInt8(ascii: "!"): return .failure(ServerFailure(line: content))
        case UInt8(ascii: "="):
            guard content.count >= 4, content[3] == UInt8(ascii: ":") else {
                throw Failure(description: "three letters and a colon in a verbatim string")
            }
            return .bulk(Array(content.dropFirst(4)))
        default: return .bulk(content)
        }
    }

    /// A count from 0 to a limit; nil for −1.
    private func count(_ digits: [UInt8], limit: Int) throws(Failure) -> Int? {
        let number = try Self.number(digits)
        if number == -1 { return nil }
        guard number >= 0, number <= Int64(limit) else {
            throw Failure(description: "a length from 0 to \(limit)")
        }
        return Int(number)
    }

    private static func number(_ digits: [UInt8]) throws(Failure) -> Int64 {
        guard digits.count <= 20, let number = Int64(String(decoding: digits, as: UTF8.self)) else {
            throw Failure(description: "a decimal number of 64 bits")
        }
        return number
    }
}
