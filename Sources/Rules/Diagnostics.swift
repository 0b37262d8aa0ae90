/// Where something stands in a rule file; lines and columns start at 1.
public struct SourceMark: Sendable, Hashable {
    /// The file as it was named by the caller.
    public var file: String
    /// The line.
    public var line: Int
    /// The column, counted in Unicode scalars.
    public var column: Int

    /// A place in a file.
    public init(file: String, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }
}

/// One thing that is wrong with a rule file, printed as compilers do: `file:line:column: error: message`.
///
/// It quotes nothing but the rule file itself.
public struct Diagnostic: Sendable, Equatable, CustomStringConvertible {
    /// Whether the rules can be used all the same.
    public enum Severity: String, Sendable {
        /// The rules are refused.
        case error
        /// The rules work, perhaps not as meant.
        case warning
    }

    /// How bad it is.
    public var severity: Severity
    /// Where it is.
    public var mark: SourceMark
    /// What was found, and what to write instead.
    public var message: String
    /// The name that was probably meant, if there is one.
    public var suggestion: String?

    /// The file it is in.
    public var file: String { mark.file }
    /// The line it is on.
    public var line: Int { mark.line }
    /// The column it begins at.
    public var column: Int { mark.column }

    /// The line to print.
    public var description: String {
        let hint = suggestion.map { "; did you mean `\($0)`?" } ?? ""
        return "\(file):\(line):\(column): \(severity.rawValue): \(message)\(hint)"
    }
}

/// Rules that cannot be used, with everything found wrong with them. Permanent until a rule file is edited.
public struct RuleError: Error, Equatable, CustomStringConvertible {
    /// All that was found, warnings included, in the order of the file.
    public let diagnostics: [Diagnostic]

    /// An error of these diagnostics.
    public init(_ diagnostics: [Diagnostic]) {
        self.diagnostics = diagnostics.inFileOrder
    }

    /// One diagnostic a line.
    public var description: String {
        diagnostics.map(\.description).joined(separator: "\n")
    }
}

extension [Diagnostic] {
    var hasErrors: Bool { contains { $0.severity == .error } }

    /// Sorted by place; files keep the order in which they first appear.
    var inFileOrder: [Diagnostic] {
        var order: [String: Int] = [:]
        for diagnostic in self where order[diagnostic.file] == nil { order[diagnostic.file] = order.count }
        return enumerated().sorted {
            let left = (order[$0.element.file] ?? 0, $0.element.line, $0.element.column, $0.offset)
            let right = (order[$1.element.file] ?? 0, $1.element.line, $1.element.column, $1.offset)
            return left < right
        }.map(\.element)
    }
}
