/// Masking with few different letters, for values that have to fit into a length when they are packed.
///
/// Random letters pack less well than words do. So where a packed value became too long, its leaves from some number on
/// are filled: every digit becomes a one, every letter the same letter of its class. Nothing of a filled leaf is
/// left but its pattern. Names are never filled, since they must stay distinct.
struct Filling: Sendable {
    /// As many leaves are masked as usual.
    var limit = Int.max
    /// How many leaves there were so far.
    var count = 0

    /// Writes the same letter of its class over every letter and digit.
    static func fill(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        var index = range.lowerBound
        while index < range.upperBound {
            switch text[index] {
            case 0x30...0x39: text[index] = 0x31
            case 0x61...0x7A: text[index] = 0x65
            case 0x41...0x5A: text[index] = 0x45
            case 0x00...0x7F: break
            default:
                guard var symbol = Masker.symbol(text, at: &index, end: range.upperBound) else { continue }
                symbol.index = 0
                Masker.store(symbol, into: &text)
                continue
            }
            index += 1
        }
    }
}

extension Masker {
    /// Counts a leaf; true when it is to be filled.
    mutating func fillsNext() -> Bool {
        guard nesting.context.contains(.fills) else { return false }
        filling.count += 1
        return filling.count > filling.limit
    }
}
