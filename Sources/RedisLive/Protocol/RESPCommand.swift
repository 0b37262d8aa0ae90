public import RedisDump

/// Commands as servers read them: an array of bulk strings.
public enum RESPCommand {
    /// Appends a command of words.
    public static func append(_ words: [String], to output: inout ByteBuffer) {
        begin(words.count, &output)
        for word in words { append(word, to: &output) }
    }

    /// Appends the head of a command of `count` arguments, its name among them.
    static func begin(_ count: Int, _ output: inout ByteBuffer) {
        output.append(UInt8(ascii: "*"))
        appendDecimal(count, to: &output)
        endLine(&output)
    }

    /// Appends one argument.
    static func append(_ word: String, to output: inout ByteBuffer) {
        beginArgument(word.utf8.count, &output)
        for byte in word.utf8 { output.append(byte) }
        endLine(&output)
    }

    /// Appends one argument.
    static func append(_ bytes: borrowing ByteBuffer, to output: inout ByteBuffer) {
        beginArgument(bytes.count, &output)
        output.append(bytes.span)
        endLine(&output)
    }

    /// Appends the head of an argument, whose bytes and CR LF the caller appends.
    static func beginArgument(_ count: Int, _ output: inout ByteBuffer) {
        output.append(UInt8(ascii: "$"))
        appendDecimal(count, to: &output)
        endLine(&output)
    }

    static func endLine(_ output: inout ByteBuffer) {
        output.append(0x0D)
        output.append(0x0A)
    }

    private static func appendDecimal(_ number: Int, to output: inout ByteBuffer) {
        for byte in String(number).utf8 { output.append(byte) }
    }
}
