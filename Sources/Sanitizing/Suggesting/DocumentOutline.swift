import Masking
import RedisDump

/// The leaves of a JSON document with their paths, as rules write them. Names that are no words of the vocabulary are `*`: they
/// may be somebody's.
struct DocumentOutline {
    /// Deeper leaves are left to the path that stands for all others.
    private static let deepestLevel = 8

    /// One leaf.
    struct Leaf {
        var path: String
        /// The last name on the way, as it is in the document.
        var name: Range<Int>
        /// The characters of a string, or a number.
        var range: Range<Int>
    }

    private struct Level {
        var isObject: Bool
        var path: String
        var expectsName: Bool
        var name = 0..<0
    }

    private(set) var leaves: [Leaf] = []

    /// Reads a text that is known to be a document.
    init(_ text: Span<UInt8>, _ probe: ValueProbe) {
        var levels: [Level] = []
        var index = 0
        while index < text.count {
            switch text[index] {
            case 0x7B, 0x5B:
                let isObject = text[index] == 0x7B
                let path = Self.path(levels.last, text, probe)
                let name = levels.last?.name ?? 0..<0
                levels.append(Level(isObject: isObject, path: path, expectsName: isObject, name: name))
            case 0x7D, 0x5D: if levels.popLast() == nil { return }
            case 0x2C: if levels.last?.isObject == true { levels[levels.count - 1].expectsName = true }
            case 0x22:
                let end = Self.end(ofString: text, from: index + 1)
                take(index + 1..<end, text, &levels, probe)
                index = end
            case 0x2D, 0x30...0x39:
                var end = index + 1
                while end < text.count, [0x2B, 0x2D, 0x2E, 0x45, 0x65].contains(text[end]) || text[end] &- 0x30 < 10 {
                    end += 1
                }
                take(index..<end, text, &levels, probe)
                index = end - 1
            default: break
            }
            index += 1
        }
    }

    private mutating func take(
        _ range: Range<Int>, _ text: Span<UInt8>, _ levels: inout [Level], _ probe: ValueProbe
    ) {
        guard let last = levels.last else { return }
        if last.expectsName {
            levels[levels.count - 1].name = range
            levels[levels.count - 1].expectsName = false
        } else if levels.count <= Self.deepestLevel {
            leaves.append(Leaf(path: Self.path(last, text, probe), name: last.name, range: range))
        }
    }

    /// The path of what stands in a container at its current place.
    private static func path(_ level: Level?, _ text: Span<UInt8>, _ probe: ValueProbe) -> String {
        guard let level else { return "" }
        if !level.isObject { return level.path + "[*]" }
        let name = text.extracting(level.name)
        var isPlain = probe.isStructural(name)
        for index in name.indices
        where !((name[index] | 0x20) &- 0x61 < 26 || name[index] &- 0x30 < 10 || name[index] == 0x5F) {
            isPlain = false
        }
        let step = isPlain ? String(decoding: name.indices.map { name[$0] }, as: UTF8.self) : "*"
        return level.path.isEmpty ? step : level.path + "." + step
    }

    private static func end(ofString text: Span<UInt8>, from start: Int) -> Int {
        var index = start
        while index < text.count, text[index] != 0x22 { index += text[index] == 0x5C ? 2 : 1 }
        return min(index, text.count)
    }
}
