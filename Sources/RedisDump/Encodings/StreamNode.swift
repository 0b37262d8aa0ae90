/// The entries of one stream node, a listpack (`t_stream.c`).
///
///     count, deleted, number of master fields, master fields …, 0
///     entry: flags, ms difference, seq difference,
///            without SAMEFIELDS: number of fields, (field, value) …;  with it: values of the master fields …,
///            lp-count: listpack elements of the entry, itself not counted
public struct StreamNodeWalk: Sendable {
    /// What an element of a node is.
    public enum Part: Sendable {
        /// A field name of the master entry; its index.
        case masterField(Int)
        /// A field name of an entry that has names of its own.
        case entryField
        /// A value; the index of its master field, or nil after an ``entryField``.
        case value(Int?)
        /// A number of the node's own bookkeeping.
        case bookkeeping
    }

    private enum State: Sendable {
        case count, deleted, masterCount, masterField(Int), masterEnd
        case flags, milliseconds, sequence, fieldCount, field(Int), value(Int), sameValue(Int), total
    }

    private var walk: PackedWalk
    private var state = State.count
    private var entries: Int64 = 0
    private var masterFields = 0
    private var hasSameFields = false
    private var elementsOfEntry: Int64 = 0

    /// Begins; throws when the listpack's header is wrong.
    public init(_ bytes: Span<UInt8>) throws(ReadError) { walk = try PackedWalk(.listpack, bytes) }

    /// The next element with its part, or nil after the last.
    public mutating func next(_ bytes: Span<UInt8>) throws(ReadError) -> (element: PackedElement, part: Part)? {
        guard let element = try walk.next(bytes) else {
            guard case .flags = state, entries == 0 else { throw damaged(bytes.count - 1) }
            return nil
        }
        return (element, try take(element))
    }

    private mutating func take(_ element: PackedElement) throws(ReadError) -> Part {
        elementsOfEntry += 1
        switch state {
        case .count:
            entries = try number(element)
            state = .deleted
        case .deleted:
            let (sum, overflow) = entries.addingReportingOverflow(try number(element))
            guard !overflow else { throw damaged(element.start) }
            entries = sum
            state = .masterCount
        case .masterCount:
            masterFields = Int(try number(element))
            state = masterFields > 0 ? .masterField(0) : .masterEnd
        case .masterField(let index):
            state = index + 1 < masterFields ? .masterField(index + 1) : .masterEnd
            return .masterField(index)
        case .masterEnd:
            guard try number(element) == 0 else { throw damaged(element.start) }
            state = .flags
        case .flags:
            let flags = try number(element)
            guard flags < 4, entries > 0 else { throw damaged(element.start) }
            hasSameFields = flags & 2 != 0
            elementsOfEntry = 1
            state = .milliseconds
        case .milliseconds:
            guard element.isInteger else { throw damaged(element.start) }
            state = .sequence
        case .sequence:
            guard element.isInteger else { throw damaged(element.start) }
            state = hasSameFields ? (masterFields > 0 ? .sameValue(0) : .total) : .fieldCount
        case .fieldCount:
            let count = Int(try number(element))
            state = count > 0 ? .field(count) : .total
        case .field(let left):
            state = .value(left)
            return .entryField
        case .value(let left):
            state = left > 1 ? .field(left - 1) : .total
            return .value(nil)
        case .sameValue(let index):
            state = index + 1 < masterFields ? .sameValue(index + 1) : .total
            return .value(index)
        case .total:
            guard try number(element) == elementsOfEntry - 1 else { throw damaged(element.start) }
            entries -= 1
            state = .flags
        }
        return .bookkeeping
    }

    private func number(_ element: PackedElement) throws(ReadError) -> Int64 {
        guard element.isInteger, element.integer >= 0, element.integer <= 1 << 32 else { throw damaged(element.start) }
        return element.integer
    }

    private func damaged(_ offset: Int) -> ReadError {
        ReadError(
            .badStructure, at: UInt64(offset), reading: "stream node",
            expected: "entries as its master entry and their own counts state them")
    }

    /// Writes an integer over another of the same width.
    public func store(_ value: Int64, over element: PackedElement, in bytes: inout MutableSpan<UInt8>) {
        walk.store(value, over: element, in: &bytes)
    }
}
