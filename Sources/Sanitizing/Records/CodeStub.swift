import Masking

/// Code of the same length that does nothing, in place of code that may hold anything.
enum CodeStub {
    /// A Lua script becomes a comment.
    static func replaceScript(_ code: inout MutableSpan<UInt8>) {
        for index in code.indices { code[index] = index < 2 ? 0x2D : 0x78 }
        if code.count == 1 { code[0] = 0x20 }
    }

    /// A function library becomes one with a masked name and a single function that returns nothing.
    ///
    /// `number` makes the function's name, which must differ from library to library.
    ///
    /// A library begins `#!ENGINE name=NAME` and a line end. Returns false where it does not, or is too short.
    static func replaceLibrary(
        _ code: inout MutableSpan<UInt8>, number: UInt64, maskName: (inout MutableSpan<UInt8>, Range<Int>) -> Void
    ) -> Bool {
        guard let name = libraryName(code), let lineEnd = firstLineEnd(code), name.upperBound <= lineEnd else {
            return false
        }
        maskName(&code, name)
        let registration = "redis.register_function('f\(String(number, radix: 36))',function()end)"
        guard code.count - lineEnd - 1 >= registration.utf8.count else { return false }
        // Anything else on the first line, and everything behind it, goes.
        for index in name.upperBound..<lineEnd { code[index] = 0x20 }
        var index = lineEnd + 1
        for byte in registration.utf8 {
            code[index] = byte
            index += 1
        }
        while index < code.count {
            code[index] = 0x20
            index += 1
        }
        return true
    }

    private static func firstLineEnd(_ code: borrowing MutableSpan<UInt8>) -> Int? {
        code.indices.first { code[$0] == 0x0A }
    }

    private static func libraryName(_ code: borrowing MutableSpan<UInt8>) -> Range<Int>? {
        guard code.count > 2, code[0] == 0x23, code[1] == 0x21 else { return nil }
        let key = Array("name=".utf8)
        for start in 2..<max(code.count - key.count, 2) where key.indices.allSatisfy({ code[start + $0] == key[$0] }) {
            var end = start + key.count
            while end < code.count, code[end] > 0x20 { end += 1 }
            return start + key.count..<end
        }
        return nil
    }
}
