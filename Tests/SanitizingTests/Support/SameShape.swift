import RedisDump

/// Compares two snapshots element by element.
enum SameShape {
    /// Where two snapshots first differ in shape; nil when they do not.
    ///
    /// Equal are opcodes, counts, numbers, and the lengths of strings after unpacking. An integer keeps its form. What is
    /// packed by LZF may become raw.
    static func difference(_ raw: [UInt8], _ sanitized: [UInt8]) throws -> String? {
        var left = ByteCursor(raw.span)
        var right = ByteCursor(sanitized.span)
        let header = try DumpHeader(&left)
        guard try DumpHeader(&right) == header else { return "the headers differ" }
        var leftWalker = DumpWalker(family: header.family)
        var rightWalker = DumpWalker(family: header.family)
        while !leftWalker.isFinished {
            let place = left.position
            let before = try leftWalker.step(&left)
            let after = try rightWalker.step(&right)
            guard before.role == after.role, before.number == after.number else {
                return "\(before.role) at \(place) became \(after.role), or its number changed"
            }
            let (a, b) = (before.string, after.string)
            let hasSameForm = a.encoding == b.encoding || a.encoding == .lzf && b.encoding == .raw
            guard hasSameForm, a.plainCount == b.plainCount else {
                return
                    "\(before.role) at \(place): \(a.encoding) of \(a.plainCount) became \(b.encoding) of \(b.plainCount)"
            }
        }
        return rightWalker.isFinished ? nil : "the sanitized file goes on"
    }
}
