import CPCRE2

/// What PCRE2 needs to run patterns: a match context with its limits, and a stack for compiled code.
///
/// One to a thread; patterns keep it alive.
@safe final class PCRE2Workspace {
    /// Backtracking steps for one key; `(a+)+` over a long key would take longer than anyone can wait.
    static let matchLimit: UInt32 = 1_000_000

    fileprivate let context: OpaquePointer?
    private let stack: OpaquePointer?

    init() {
        unsafe context = pcre2_match_context_create_8(nil)
        unsafe stack = pcre2_jit_stack_create_8(32 << 10, 1 << 20, nil)
        unsafe pcre2_set_match_limit_8(context, Self.matchLimit)
        unsafe pcre2_set_depth_limit_8(context, Self.matchLimit)
        unsafe pcre2_set_heap_limit_8(context, 64 << 10)
        unsafe pcre2_jit_stack_assign_8(context, nil, stack.map { unsafe UnsafeMutableRawPointer($0) })
    }

    deinit {
        unsafe pcre2_match_context_free_8(context)
        unsafe pcre2_jit_stack_free_8(stack)
    }
}

/// A compiled PCRE2 pattern over bytes that has to match a whole key; for one thread.
@safe final class PCRE2Pattern {
    /// A pattern that PCRE2 does not accept.
    struct Failure: Error, Equatable {
        var message: String
        var offset: Int
    }

    /// How a match ended.
    enum Outcome {
        case match
        case noMatch
        /// A limit was met, or there was no memory: nothing is known about the key.
        case undecided
    }

    private let workspace: PCRE2Workspace
    private let code: OpaquePointer
    private let data: OpaquePointer

    init(_ pattern: [UInt8], _ workspace: PCRE2Workspace) throws(Failure) {
        let options =
            PCRE2_DOTALL | PCRE2_DOLLAR_ENDONLY | UInt32(PCRE2_ANCHORED) | UInt32(PCRE2_ENDANCHORED)
            | PCRE2_NEVER_UTF | PCRE2_NEVER_UCP | PCRE2_NEVER_BACKSLASH_C
        var error: Int32 = 0
        var offset = 0
        // A zero after the end gives an empty pattern an address.
        let code = unsafe (pattern + [0]).withUnsafeBufferPointer { bytes in
            unsafe pcre2_compile_8(bytes.baseAddress, pattern.count, options, &error, &offset, nil)
        }
        guard let code = unsafe code, let data = unsafe pcre2_match_data_create_from_pattern_8(code, nil) else {
            unsafe pcre2_code_free_8(code)
            throw Failure(message: Self.text(of: error), offset: offset)
        }
        // Without a compiler for this machine PCRE2 interprets: slower, not different.
        unsafe pcre2_jit_compile_8(code, UInt32(PCRE2_JIT_COMPLETE))
        unsafe self.code = code
        unsafe self.data = data
        self.workspace = workspace
    }

    deinit {
        unsafe pcre2_match_data_free_8(data)
        unsafe pcre2_code_free_8(code)
    }

    func match(_ key: Span<UInt8>) -> Outcome {
        let result = unsafe key.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else {
                var zero: UInt8 = 0
                return unsafe pcre2_match_8(code, &zero, 0, 0, 0, data, workspace.context)
            }
            let first = unsafe pcre2_match_8(code, base, bytes.count, 0, 0, data, workspace.context)
            guard first == PCRE2_ERROR_JIT_STACKLIMIT else { return first }
            return unsafe pcre2_match_8(code, base, bytes.count, 0, PCRE2_NO_JIT, data, workspace.context)
        }
        return result > 0 ? .match : result == PCRE2_ERROR_NOMATCH ? .noMatch : .undecided
    }

    /// Where a group matched in the last match; nil if it did not take part.
    func group(_ number: Int) -> Range<Int>? {
        guard number < Int(unsafe pcre2_get_ovector_count_8(data)),
            let vector = unsafe pcre2_get_ovector_pointer_8(data)
        else { return nil }
        let begin = unsafe vector[2 * number]
        let end = unsafe vector[2 * number + 1]
        return begin >= 0 && begin <= end ? begin..<end : nil
    }

    private static func text(of error: Int32) -> String {
        var buffer = [UInt8](repeating: 0, count: 256)
        let count = unsafe buffer.withUnsafeMutableBufferPointer { bytes in
            unsafe pcre2_get_error_message_8(error, bytes.baseAddress, bytes.count)
        }
        return String(decoding: buffer.prefix(max(0, Int(count))), as: UTF8.self)
    }
}
