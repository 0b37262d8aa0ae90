import Yams

extension RuleReader {
    /// Reads `parameters:` and takes the values that were chosen.
    mutating func parameters(_ node: Node) -> [PackParameter] {
        var result: [PackParameter] = []
        for entry in entries(of: node, "`parameters`") ?? [] {
            let isName = entry.key.utf8.allSatisfy { ByteSet.word.contains($0) || $0 == UInt8(ascii: "-") }
            guard isName, !entry.key.isEmpty else {
                error("the name of a parameter is made of letters, digits, `_` and `-`", at: entry.keyNode)
                continue
            }
            let what = "the parameter `\(entry.key)`"
            var standard: String?
            var purpose: String?
            for field in entries(of: entry.value, what, allowed: ["default", "for"]) ?? [] {
                guard let text = field.value.scalar?.string else {
                    error("`\(field.key)` of \(what) has to be a text", at: field.value)
                    continue
                }
                if field.key == "default" { standard = text } else { purpose = text }
            }
            guard let standard else {
                error("\(what) has no `default`", at: entry.keyNode)
                continue
            }
            result.append(
                PackParameter(
                    name: entry.key, standard: standard, purpose: purpose, value: chosen[entry.key] ?? standard))
        }
        return result
    }

    /// Says which of the chosen parameters the pack does not have.
    mutating func checkChosen(at node: Node) {
        for name in chosen.keys.sorted() where !parameters.contains(where: { $0.name == name }) {
            let names = parameters.map(\.name)
            error("the pack has no parameter `\(name)`", at: node, suggestion: nearest(to: name, among: names))
        }
    }

    /// A template with the values of parameters in it.
    func substituted(_ template: String) -> String {
        guard !parameters.isEmpty, template.contains("{") else { return template }
        let bytes = Array(template.utf8)
        var result: [UInt8] = []
        var position = 0
        while position < bytes.count {
            let byte = bytes[position]
            guard byte == UInt8(ascii: "{") else {
                result.append(byte)
                position += 1
                continue
            }
            if position + 1 < bytes.count, bytes[position + 1] == byte {
                result += [byte, byte]
                position += 2
                continue
            }
            let close = bytes[position...].firstIndex(of: UInt8(ascii: "}")) ?? bytes.count
            let name = String(decoding: bytes[(position + 1)..<close], as: UTF8.self)
            if let parameter = parameters.first(where: { $0.name == name }) {
                result += Self.literal(parameter.value)
                position = close + 1
            } else {
                result += bytes[position..<close]
                position = close
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// A regex with the values of parameters in it, as literals.
    mutating func substituted(regex: String, at node: Node) -> String {
        var result = regex
        for parameter in parameters where result.contains("{\(parameter.name)}") {
            if parameter.value.contains("*") {
                error("the key of this rule is a regex, so `\(parameter.name)` cannot have a `*` in it", at: node)
            }
            let literal = parameter.value.utf8.map { byte in
                let hex = String(byte, radix: 16)
                return ByteSet.word.contains(byte)
                    ? String(Unicode.Scalar(byte)) : #"\x"# + (hex.count == 1 ? "0" + hex : hex)
            }
            result = result.replacing("{\(parameter.name)}", with: literal.joined())
        }
        return result
    }

    private static func literal(_ value: String) -> [UInt8] {
        value.utf8.flatMap { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "}") ? [$0, $0] : [$0] }
    }
}
