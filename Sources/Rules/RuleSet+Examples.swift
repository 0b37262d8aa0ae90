extension RuleSet {
    /// Tries the examples of all rules: each that does not do what it says is an error.
    ///
    /// A `match` has to be taken by its rule, a `miss` must not be, when its conditions are met. Only rules of the same
    /// pack get in the way: what a pack says of itself stays true under packs that override it.
    public func exampleFailures() -> [Diagnostic] {
        var matcher = KeyMatcher(self)
        var result: [Diagnostic] = []
        for (index, rule) in rules.enumerated() {
            for example in rule.examples {
                guard let problem = problem(of: example, index, &matcher) else { continue }
                result.append(Diagnostic(severity: .error, mark: example.mark, message: problem))
            }
        }
        return result.inFileOrder
    }

    private func problem(of example: Rule.Example, _ index: Int, _ matcher: inout KeyMatcher) -> String? {
        let rule = rules[index]
        let key = "`\(printable(example.key))`"
        guard let candidates = matcher.candidates(for: example.key.span) else {
            return "\(key) is not decided within PCRE2's limits"
        }
        guard candidates.contains(index) else {
            return example.isMatch ? "\(key) should be taken by `\(rule.id)`, but its key does not match" : nil
        }
        let earlier = candidates.first {
            $0 < index && rules[$0].pack == rule.pack && rules[$0].conditions.cover(rule.conditions)
        }
        switch (earlier, example.isMatch) {
        case (nil, true), (.some, false): return nil
        case (nil, false): return "\(key) should not be taken by `\(rule.id)`, but is"
        case (.some(let earlier), true):
            return "\(key) should be taken by `\(rule.id)`, but `\(rules[earlier].id)` takes it first"
        }
    }
}

/// Bytes for people to read: what is not printable ASCII or valid UTF-8 is written as `\xhh`.
func printable(_ bytes: some Sequence<UInt8>) -> String {
    let bytes = Array(bytes)
    if let text = String(validating: bytes, as: UTF8.self), !text.unicodeScalars.contains(where: \.isControl) {
        return text
    }
    return bytes.map { byte in
        let hex = String(byte, radix: 16)
        return (32...126).contains(byte) ? String(Unicode.Scalar(byte)) : #"\x"# + (hex.count == 1 ? "0" + hex : hex)
    }.joined()
}

extension Unicode.Scalar {
    fileprivate var isControl: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}
