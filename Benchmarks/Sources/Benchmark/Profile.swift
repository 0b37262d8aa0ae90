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

    /// Functions by parts of their mangled names; the first that fits decides.
    private static let groups: [(group: String, parts: [String])] = [
        ("LZF: unpacking", ["3LZFO6decode"]),
        ("LZF: packing", ["3LZFO"]),
        ("CRC-64", ["crc64", "CRC64"]),
        ("walking the format: opcodes, lengths, listpacks", ["9RedisDump"]),
        ("rules: which one takes a key", ["5Rules"]),
        (
            "masking: JSON",
            ["7Masking12JSONDocument", "7Masking11JSONEscapes", "maskJSON", "7Masking9JSONPaths", "maskMember"]
        ),
        (
            "masking: permutations (FF1, small tables)",
            ["PermutationCipher", "FF1", "SmallDomain", "KeyedDraws", "IntegerLadder", "8AESChain"]
        ),
        (
            "masking: words and letters",
            ["maskWords", "collectPieces", "LetterScratch", "maskOpaque", "unrank", "rewrite"]
        ),
        ("masking: names, vocabulary", ["StructuralVocabulary", "maskName", "WordTable", "NameScratch"]),
        ("masking: what a value is", ["ByteClass", "8Detector", "5isOne", "5shape", "10UTF8Scalar"]),
        ("masking: the rest", ["7Masking"]),
        ("verify: collecting masked tokens", ["collectTokens", "TokenFilters", "12TokenFilter"]),
        ("verify: searching for them", ["PairStrings"]),
        ("verify: comparing", ["PairComparer", "PairChecker", "PairChunk", "PackedComparison", "Verif"]),
        ("chunks, framing, hand-over", ["10Sanitizing", "10Governance"]),
        ("Swift's runtime", ["swift_", "$ss", "$sS"]),
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
        if let group = groups.first(where: { $0.parts.contains(where: symbol.contains) })?.group { return group }
        if object.contains("libc.") { return "libc: copying, allocating" }
        return "the rest"
    }
}
