import Foundation
import Machine

/// Where the CPU time of one command goes.
struct Profile: Encodable {
    struct Share: Encodable {
        var group: String
        var percent: Double
    }

    var title: String
    var shares: [Share]

    var table: Table {
        Table(
            heads: [title, "%"], isLeft: [true, false],
            rows: shares.filter { $0.percent >= 0.5 }.map { [$0.group, String(format: "%.1f", $0.percent)] })
    }

    /// Functions by their module and by what their mangled names begin with behind it; the first that fits decides.
    private static let groups: [(group: String, module: String, parts: [String])] = [
        ("LZF: unpacking", "RedisDump", ["LZFO6decode"]),
        ("LZF: packing", "RedisDump", ["3LZF"]),
        ("CRC-64", "RedisDump", ["CRC64", "ISAL"]),
        ("walking the format: opcodes, lengths, listpacks", "RedisDump", [""]),
        ("rules: which one takes a key", "Rules", [""]),
        (
            "verify: what is written inside of strings", "Masking",
            ["LayerFinder", "LayerOpener", "RunProbe", "decodeRun"]
        ),
        ("masking: JSON", "Masking", ["JSON", "maskMember", "maskLeaf"]),
        (
            "masking: permutations (FF1, small tables)", "Masking",
            ["PermutationCipher", "FF1", "SmallDomain", "KeyedDraws", "IntegerLadder", "AESChain", "6masked"]
        ),
        (
            "masking: words and letters", "Masking",
            ["maskWords", "Pieces", "LetterScratch", "maskOpaque", "unrank", "rank", "rewrite", "maskText", "3PRF"]
        ),
        ("masking: names, vocabulary", "Masking", ["StructuralVocabulary", "maskName", "WordTable", "NameScratch"]),
        ("masking: what a value is", "Masking", ["ByteClass", "Detector", "5isOne", "5shape", "UTF8Scalar"]),
        ("masking: the rest", "Masking", [""]),
        ("masking: finding values in chunks and collections", "Sanitizing", ["Masker", "PairOrder", "StringRewriter"]),
        ("verify: what is written inside of strings", "Sanitizing", ["LayerWalk"]),
        ("verify: collecting masked tokens", "Sanitizing", ["collectTokens", "insert", "5TokenO7collect"]),
        ("verify: searching for them", "Sanitizing", ["5TokenO", "PairStrings", "TokenFilter"]),
        ("verify: comparing", "Sanitizing", ["Pair", "PackedComparison", "Verif"]),
        ("chunks, framing, hand-over", "Sanitizing", [""]),
        ("chunks, framing, hand-over", "Governance", [""]),
        ("Swift's runtime", "s", [""]),
    ]

    /// Asks perf. `hashPages` are the pages of libcrypto that a run which masks nothing uses: those are SHA-256, and
    /// what else is used of it is AES.
    static func record(
        _ title: String, _ arguments: [String], _ programs: Programs, _ workplace: Workplace, hashPages: inout Set<Int>,
        learnsHashPages: Bool
    ) throws -> Profile? {
        guard let perf = programs.perf else { return nil }
        note("profile: \(title)")
        let data = workplace.file("perf.data")
        let recording = try ChildProcess.run(
            perf, ["record", "-q", "-F", "997", "-o", data, programs.mannequin] + arguments,
            errors: workplace.file("errors"))
        guard recording.exitStatus == 0 else {
            note("perf cannot record here; no profile")
            return nil
        }
        _ = try ChildProcess.run(
            perf, ["report", "-i", data, "--stdio", "--no-children", "-F", "overhead,dso,sym", "-t", ";"],
            output: workplace.file("perf.txt"))
        let text = try String(contentsOfFile: workplace.file("perf.txt"), encoding: .utf8)
        workplace.remove("perf.data")
        var sums: [String: Double] = [:]
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            // 12.61%;libcrypto.so.3;[.] 0x00000000000dd5e3
            let parts = line.split(separator: ";", maxSplits: 2).map { $0.trimmingCharacters(in: .whitespaces) }
            guard parts.count == 3, let percent = Double(parts[0].replacing("%", with: "")) else { continue }
            let page = parts[2].components(separatedBy: " 0x").last.flatMap { Int($0, radix: 16) }.map { $0 >> 12 }
            if learnsHashPages, parts[1].contains("libcrypto"), let page { hashPages.insert(page) }
            sums[group(object: parts[1], symbol: parts[2], page, hashPages), default: 0] += percent
        }
        return Profile(
            title: title,
            shares: sums.map { Share(group: $0.key, percent: $0.value) }.sorted { $0.percent > $1.percent })
    }

    private static func group(object: String, symbol: String, _ page: Int?, _ hashPages: Set<Int>) -> String {
        if symbol.hasPrefix("[k]") { return "the kernel: reading, writing, memory" }
        if object.contains("libcrypto") {
            return page.map(hashPages.contains) ?? symbol.lowercased().contains("sha256") ? "SHA-256" : "masking: AES"
        }
        if let found = groups.first(where: { fits(symbol, $0.module, $0.parts) }) { return found.group }
        if symbol.contains("feistel") { return "masking: permutations (FF1, small tables)" }
        if object.contains("libisal") { return "CRC-64" }
        if object.contains("libpcre2") { return "rules: which one takes a key" }
        if object.contains("libswift") || symbol.contains("swift") { return "Swift's runtime" }
        if object.contains("libc.") { return "libc: copying, allocating" }
        return "the rest"
    }

    /// Whether a symbol such as `[.] $s9RedisDump3LZFO6decode…` is of a module and begins with one of these parts. What
    /// comes later in it are the types of parameters.
    private static func fits(_ symbol: String, _ module: String, _ parts: [String]) -> Bool {
        let mark = module == "s" ? "[.] $ss" : "[.] $s\(module.count)\(module)"
        guard symbol.hasPrefix(mark) else { return false }
        let name = symbol.dropFirst(mark.count).prefix(44)
        return parts.contains { $0.isEmpty || name.contains($0) }
    }
}
