import Foundation
public import RulePacks
public import Rules

/// Where rules come from, as `--rules` names it: `FILE`, `PACK`, `auto`, the first two with parameters behind a colon:
/// `spring-session:prefix=myapp`, `clinic.yaml:prefix=a,version=2`.
public struct RuleSource: Sendable {
    /// What is named.
    public enum Origin: Sendable {
        /// A rule file; `-` is standard input.
        case file(String)
        /// A pack that is shipped with the program.
        case shipped(RulePacks.Pack)
        /// The shipped packs that a snapshot has keys for.
        case auto
    }

    /// What is named.
    public var origin: Origin
    /// What was chosen for its parameters.
    public var parameters: [String: String] = [:]

    /// Reads what stands behind `--rules`. A file comes before a pack of the same name.
    public init(_ text: String) throws(RunError) {
        if text == "-" || FileManager.default.fileExists(atPath: text) {
            origin = .file(text)
            return
        }
        let (name, assignments) = Self.split(text)
        for (key, value) in assignments {
            guard parameters.updateValue(value, forKey: key) == nil else {
                throw RunError(.usage, "--rules \(text): the parameter `\(key)` is given twice")
            }
        }
        if FileManager.default.fileExists(atPath: name) {
            origin = .file(name)
        } else if name == "auto" {
            guard parameters.isEmpty else { throw RunError(.usage, "--rules \(text): `auto` has no parameters") }
            origin = .auto
        } else if let pack = RulePacks.named(name) {
            origin = .shipped(pack)
        } else {
            throw RunError(
                .noInput,
                "--rules \(text): there is no such file, and no shipped pack of that name; `mannequin rules list` "
                    + "names those there are")
        }
    }

    /// Whether it is `auto`.
    var isAuto: Bool { if case .auto = origin { true } else { false } }

    /// The pack that is named; nil for `auto`.
    public func pack() throws -> RulePack? {
        switch origin {
        case .auto: return nil
        case .shipped(let pack): return try pack.read(parameters)
        case .file(let path):
            let bytes: Data
            if path == "-", let content = try? FileHandle.standardInput.readToEnd() ?? Data() {
                bytes = content
            } else if path != "-", let content = try? Data(contentsOf: URL(filePath: path)) {
                bytes = content
            } else {
                throw RunError(.noInput, "\(path): cannot be read")
            }
            return try RulePack(bytes: Array(bytes), file: path == "-" ? "<stdin>" : path, parameters: parameters)
        }
    }

    /// Cuts at the colon before the first assignment, and at commas before the next ones. Values may hold both otherwise.
    private static func split(_ text: String) -> (name: String, assignments: [(String, String)]) {
        guard let first = text.firstRange(of: /:[A-Za-z0-9_-]+=/) else { return (text, []) }
        var rest = text[text.index(after: first.lowerBound)...]
        var assignments: [(String, String)] = []
        while let equals = rest.firstIndex(of: "=") {
            let end = rest.firstRange(of: /,[A-Za-z0-9_-]+=/)?.lowerBound ?? rest.endIndex
            assignments.append((String(rest[..<equals]), String(rest[rest.index(after: equals)..<end])))
            rest = end < rest.endIndex ? rest[rest.index(after: end)...] : ""
        }
        return (String(text[..<first.lowerBound]), assignments)
    }
}
