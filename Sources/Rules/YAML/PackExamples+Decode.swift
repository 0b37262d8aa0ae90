import Yams

extension RuleReader {
    private static let exampleKeys = [
        "key", "type", "value", "members", "fields", "encoded", "rule", "stays", "gone", "opens",
    ]

    /// Reads the examples of a pack.
    mutating func packExamples(_ node: Node) -> [PackExample] {
        guard let sequence = node.sequence else {
            error("`examples` of a pack has to be a sequence of keys with their values", at: node)
            return []
        }
        return sequence.compactMap { packExample($0) }
    }

    private mutating func packExample(_ node: Node) -> PackExample? {
        guard let entries = entries(of: node, "an example", allowed: Self.exampleKeys) else { return nil }
        var result = PackExample(key: [], mark: mark(node))
        var isEncoded = false
        for entry in entries where entry.key == "encoded" {
            isEncoded = word(entry.value, "encoding of an example", among: [("base64", true)]) ?? false
        }
        var hasRule = false
        for entry in entries {
            let what = "`\(entry.key)`"
            switch entry.key {
            case "key": result.key = Array((text(entry.value, what) ?? "").utf8)
            case "type":
                let types = KeyType.allCases.map { ($0.name, $0) }
                result.type = word(entry.value, "type", among: types) ?? .string
            case "value", "members":
                result.strings = oneOrMore(entry.value, what).map { bytes($0, isEncoded) }
            case "fields":
                for field in self.entries(of: entry.value, what) ?? [] {
                    result.strings += [Array(field.key.utf8), bytes(field.value, isEncoded)]
                }
            case "rule":
                hasRule = true
                let name = text(entry.value, what)
                result.rule = name == "none" ? nil : name
            case "stays": result.stays = oneOrMore(entry.value, what).map { bytes($0, false) }
            case "gone": result.gone = oneOrMore(entry.value, what).map { bytes($0, false) }
            case "opens":
                let names = Codec.names.map { ($0, $0) }
                result.opens = oneOrMore(entry.value, what).compactMap { word($0, "codec", among: names) }
            default: break
            }
        }
        if result.key.isEmpty { error("the example has no `key`", at: node) }
        if !hasRule { error("the example has no `rule`; `rule: none` says that none may take it", at: node) }
        return result
    }

    private mutating func bytes(_ node: Node, _ isEncoded: Bool) -> [UInt8] {
        guard let text = node.scalar?.string else {
            error("an example is made of texts", at: node)
            return []
        }
        guard isEncoded else { return Array(text.utf8) }
        guard let bytes = Self.base64(text) else {
            error("this is not base64", at: node)
            return []
        }
        return bytes
    }

    private static func base64(_ text: String) -> [UInt8]? {
        var result: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        for byte in text.utf8 where byte != UInt8(ascii: "=") && byte != UInt8(ascii: "\n") {
            let value: UInt8
            switch byte {
            case 0x41...0x5A: value = byte - 0x41
            case 0x61...0x7A: value = byte - 0x61 + 26
            case 0x30...0x39: value = byte - 0x30 + 52
            case 0x2B: value = 62
            case 0x2F: value = 63
            default: return nil
            }
            bits = bits << 6 | UInt32(value)
            count += 6
            if count >= 8 {
                count -= 8
                result.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return result
    }
}
