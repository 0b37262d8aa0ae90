/// A small collection packed into one string: a listpack, or its predecessor the ziplist.
public enum PackedFormat: Sendable {
    /// A listpack.
    case listpack
    /// A ziplist.
    case ziplist
}

/// One element of a listpack or a ziplist.
public struct PackedElement: Sendable {
    /// Index of the element's first byte.
    public var start: Int
    /// Index of the encoding byte.
    public var encodingStart: Int
    /// The bytes of a string, or of an integer.
    public var payload: Range<Int>
    /// Index after the element.
    public var end: Int
    /// Whether it is an integer.
    public var isInteger: Bool
    /// The integer's value.
    public var integer: Int64
}

/// Goes over the elements of a listpack or a ziplist, checking everything a server checks when it loads one deeply.
///
/// Holds no reference to the bytes, so that they can be changed between two steps, as long as sizes stay.
public struct PackedWalk: Sendable {
    /// Which of the two it is.
    public let format: PackedFormat
    /// The element count in the header; nil where the header does not state it.
    public let statedCount: Int?
    /// Elements read.
    public private(set) var readCount = 0
    private var position: Int
    private var previousCount = 0
    private var lastStart: Int

    /// Begins; throws when the header is wrong. Offsets in errors count from the beginning of `bytes`.
    public init(_ format: PackedFormat, _ bytes: Span<UInt8>) throws(ReadError) {
        self.format = format
        switch format {
        case .listpack:
            statedCount = try Listpack.statedCount(bytes)
            position = Listpack.headerCount
        case .ziplist:
            statedCount = try Ziplist.statedCount(bytes)
            position = Ziplist.headerCount
        }
        lastStart = position
    }

    /// The next element, or nil after the last.
    public mutating func next(_ bytes: Span<UInt8>) throws(ReadError) -> PackedElement? {
        var found: PackedElement?
        switch format {
        case .listpack:
            if let element = try Listpack.element(bytes, at: position) {
                found = PackedElement(
                    start: element.start, encodingStart: element.start, payload: element.payload, end: element.end,
                    isInteger: element.isInteger, integer: element.integer)
            }
        case .ziplist:
            if let entry = try Ziplist.entry(bytes, at: position, previousCount: previousCount) {
                found = PackedElement(
                    start: position, encodingStart: entry.encodingStart, payload: entry.payload, end: entry.end,
                    isInteger: entry.isInteger, integer: entry.integer)
            }
        }
        guard let element = found else {
            try checkEnd(bytes)
            return nil
        }
        lastStart = position
        previousCount = element.end - element.start
        position = element.end
        readCount += 1
        return element
    }

    private func checkEnd(_ bytes: Span<UInt8>) throws(ReadError) {
        let hasRightTail = format == .listpack || Ziplist.tailOffset(bytes) == lastStart
        guard statedCount == nil || statedCount == readCount, hasRightTail else {
            throw ReadError(
                .badStructure, at: 0, reading: "listpack or ziplist", expected: "as many elements as its header states",
                found: UInt64(readCount))
        }
    }

    /// Writes an integer over another of the same width.
    public func store(_ value: Int64, over element: PackedElement, in bytes: inout MutableSpan<UInt8>) {
        switch format {
        case .listpack:
            let target = Listpack.Element(
                start: element.start, payloadStart: element.payload.lowerBound, payloadEnd: element.payload.upperBound,
                end: element.end, isInteger: true, integer: element.integer)
            Listpack.store(value, over: target, in: &bytes)
        case .ziplist:
            let target = Ziplist.Entry(
                encodingStart: element.encodingStart, payloadStart: element.payload.lowerBound, end: element.end,
                isInteger: true, integer: element.integer)
            Ziplist.store(value, over: target, in: &bytes)
        }
    }
}
