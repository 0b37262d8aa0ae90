/// How the numbers of a vector lie in memory.
public enum VectorFormat: Sendable {
    /// 32-bit floats, LE.
    case float
    /// Signed bytes.
    case int8
    /// One bit a number: set for +1, clear for −1; words of 64 bits, LE.
    case bit
}

/// Scratch memory for vectors: the rotation for vectors of one dimension.
struct VectorScratch {
    var places: [Int] = []
    var isNegated: [Bool] = []
    var copy: [UInt8] = []
}

extension Masker {
    /// Turns a vector: its numbers change places and signs, in the same way for all vectors of a dimension.
    ///
    /// That is an orthogonal map, so lengths, angles and distances stay, and with them every neighbour and every
    /// similarity of the graph the vectors hang in. A vector whose size is not that of its dimension is masked as bytes.
    public mutating func rotate(_ vector: inout MutableSpan<UInt8>, dimensions: Int, _ format: VectorFormat) {
        let byteCount =
            switch format {
            case .float: dimensions.multipliedReportingOverflow(by: 4).partialValue
            case .int8: dimensions
            case .bit: (dimensions / 64 + (dimensions % 64 == 0 ? 0 : 1)) * 8
            }
        guard dimensions > 0, dimensions < 1_000_000, vector.count == byteCount else {
            mask(.kind(.binary), &vector, 0..<vector.count)
            return
        }
        prepareRotation(dimensions)
        vectors.copy.removeAll(keepingCapacity: true)
        for index in vector.indices { vectors.copy.append(vector[index]) }
        if format == .bit {
            for index in vector.indices { vector[index] = 0 }
        }
        for from in 0..<dimensions {
            let to = vectors.places[from]
            let isNegated = vectors.isNegated[from]
            switch format {
            case .float:
                for byte in 0..<4 { vector[to * 4 + byte] = vectors.copy[from * 4 + byte] }
                if isNegated { vector[to * 4 + 3] ^= 0x80 }
            case .int8:
                let number = Int8(bitPattern: vectors.copy[from])
                vector[to] = UInt8(bitPattern: isNegated ? 0 &- number : number)
            case .bit:
                let bit = (vectors.copy[from / 8] >> UInt8(from % 8) & 1) ^ (isNegated ? 1 : 0)
                vector[to / 8] |= bit << UInt8(to % 8)
            }
        }
    }

    private mutating func prepareRotation(_ dimensions: Int) {
        guard vectors.places.count != dimensions else { return }
        vectors.places = (0..<dimensions).map { Int(bits.permuted(UInt64($0), below: UInt64(dimensions))) }
        vectors.isNegated = (0..<dimensions).map { place in
            stream.encrypted(Block(high: 0x766563746F72, low: UInt64(dimensions) << 32 | UInt64(place))).low & 1 == 1
        }
    }
}
