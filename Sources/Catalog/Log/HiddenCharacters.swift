/// Characters that break or hide a line: control characters, line and paragraph separators, and those that make what
/// follows them run the other way. A terminal obeys them, and a NUL hides what is behind it.
public enum HiddenCharacters {
    /// The text with a blank in the place of each, but for those that are to stay.
    public static func blanked(in text: String, besides kept: Set<Unicode.Scalar> = []) -> String {
        guard text.unicodeScalars.contains(where: { isHidden($0) && !kept.contains($0) }) else { return text }
        return String(
            String.UnicodeScalarView(text.unicodeScalars.map { isHidden($0) && !kept.contains($0) ? " " : $0 }))
    }

    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0...0x1F, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
