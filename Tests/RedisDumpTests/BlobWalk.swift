import RedisDump

/// A string of a snapshot, unpacked, and read to its end when it is a packed collection.
struct BlobWalk {
    /// The string itself; empty for elements that are no string.
    let plain: [UInt8]
    /// How many elements the packed collection has; 0 for other strings.
    private(set) var elementCount = 0

    init(_ atom: Atom, in bytes: Span<UInt8>) throws(ReadError) {
        var buffer = ByteBuffer()
        if atom.string.end > 0 { try atom.string.appendPlain(from: bytes, offset: 0, to: &buffer) }
        try self.init(atom.role, buffer.array)
    }

    /// Reads bytes as the packed collection that a role stands for.
    init(_ role: Role, _ bytes: [UInt8]) throws(ReadError) {
        plain = bytes
        try count(role, bytes.span)
    }

    private mutating func count(_ role: Role, _ bytes: Span<UInt8>) throws(ReadError) {
        switch role {
        case .ziplistList, .ziplistZset, .ziplistHash: try walk(.ziplist, bytes)
        case .listpackHash, .listpackZset, .listpackSet, .listpackHashWithExpiry, .quicklistPackedNode:
            try walk(.listpack, bytes)
        case .intset: elementCount = try Intset(bytes).count
        case .zipmapHash:
            var at = 1
            while let pair = try Zipmap.pair(bytes, at: at) {
                at = pair.unused.upperBound
                elementCount += 2
            }
        case .streamNode:
            var walk = try StreamNodeWalk(bytes)
            while try walk.next(bytes) != nil { elementCount += 1 }
        default: break
        }
    }

    private mutating func walk(_ format: PackedFormat, _ bytes: Span<UInt8>) throws(ReadError) {
        var walk = try PackedWalk(format, bytes)
        while try walk.next(bytes) != nil { elementCount += 1 }
    }
}
