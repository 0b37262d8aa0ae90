import Foundation
import Governance
import RedisDump
import Sanitizing

/// An inspection for people: aligned tables.
enum InspectSummary {
    /// The text, without a line break at its end; `templateCount` is how many templates are shown.
    static func text(_ report: InspectReport, templateCount: Int) -> String {
        let inspection = report.inspection
        let sections = [
            file(report), databases(inspection), types(inspection), largestKeys(inspection),
            templates(inspection, limit: templateCount), lifetimes(inspection), extras(inspection),
        ]
        return sections.filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    // MARK: Sections

    private static func file(_ report: InspectReport) -> String {
        let inspection = report.inspection
        let server = inspection.server
        var rows = [
            ["file", "\(report.input.name ?? "-"), \(size(report.input.bytes))"], ["sha256", report.input.sha256],
            ["format", format(inspection)], ["checksum", checksum(inspection.checksum)],
        ]
        if let name = server.name, let version = server.version {
            rows.append(["server", "\(name) \(version)" + (server.bits.map { ", \($0) bits" } ?? "")])
        }
        if let takenAt = server.takenAt { rows.append(["taken", moment(takenAt)]) }
        if let used = server.usedMemory, used >= 0 {
            rows.append(["memory", "\(size(UInt64(used))), as the server counted"])
        }
        let keys = inspection.keys
        rows.append(["keys", "\(keys.keys), \(keys.expiring) with an expiry, \(size(keys.bytes)) in the file"])
        return Terminal.table(rows)
    }

    private static func format(_ inspection: Inspection) -> String {
        var text = inspection.header.text
        if !inspection.envelope.isEmpty {
            text += " in \(inspection.envelope.names.joined(separator: ", ")), \(size(inspection.byteCount)) unwrapped"
        }
        if inspection.paddingCount > 0 { text += ", \(inspection.paddingCount) zero bytes behind its end" }
        return text
    }

    private static func checksum(_ checksum: DumpTrailer.Checksum) -> String {
        switch checksum {
        case .absent: "none: the format is older than checksums"
        case .disabled: "none: the server was told to compute none"
        case .valid: "valid"
        }
    }

    private static func databases(_ inspection: Inspection) -> String {
        let rows = inspection.databases.map { database in
            ["\(database.number)", "\(database.count.keys)", "\(database.count.expiring)", "\(database.count.bytes)"]
        }
        return table(["DB", "KEYS", "EXPIRING", "BYTES"], rows, numbers: [0, 1, 2, 3])
    }

    private static func types(_ inspection: Inspection) -> String {
        let rows = inspection.types.map { row in
            let elements = row.type == "module" && row.elements == 0 ? "" : "\(row.elements)"
            return [
                row.type, row.encoding, "\(row.number) \(row.name)", "\(row.count.keys)", elements,
                "\(row.count.bytes)",
            ]
        }
        return table(["TYPE", "ENCODING", "RDB TYPE", "KEYS", "ELEMENTS", "BYTES"], rows, numbers: [3, 4, 5])
    }

    private static func largestKeys(_ inspection: Inspection) -> String {
        let hasNames = inspection.largestKeys.contains { $0.name != nil }
        let rows = inspection.largestKeys.map { key in
            [
                "\(key.bytes)", key.elements.map { "\($0)" } ?? "", key.type, key.encoding, "\(key.database)",
                "\(key.number)", hasNames ? "\"\(key.name ?? "")\"" : shown(key.template),
            ]
        }
        return table(
            [
                "LARGEST KEYS: BYTES", "ELEMENTS", "TYPE", "ENCODING", "DB", "KEY NUMBER",
                hasNames ? "NAME" : "TEMPLATE",
            ],
            rows, numbers: [0, 1, 4, 5])
    }

    private static func templates(_ inspection: Inspection, limit: Int) -> String {
        func row(_ label: String, _ count: Inspection.KeyCount, _ types: String = "") -> [String] {
            [label, "\(count.keys)", "\(count.expiring)", "\(count.bytes)", types]
        }
        var rows = inspection.templates.prefix(limit).map {
            row(shown($0.template), $0.count, $0.types.joined(separator: ","))
        }
        let rest = inspection.templates.dropFirst(limit)
        if !rest.isEmpty {
            let sum = rest.reduce(into: Inspection.KeyCount()) { $0 += $1.count }
            rows.append(row("(\(rest.count) more: --top, --json)", sum))
        }
        if inspection.otherTemplates.keys > 0 {
            rows.append(row("(too many to tell apart)", inspection.otherTemplates))
        }
        return table(["TEMPLATE", "KEYS", "EXPIRING", "BYTES", "TYPES"], rows, numbers: [1, 2, 3])
    }

    private static func lifetimes(_ inspection: Inspection) -> String {
        let source = inspection.server.takenAt == nil ? "FROM NOW" : "FROM THE SNAPSHOT"
        let hasFields = inspection.fieldLifetimes.buckets.contains { $0.count > 0 }
        let rows = zip(inspection.lifetimes.buckets, inspection.fieldLifetimes.buckets).map { keys, fields in
            [keys.label, "\(keys.count)"] + (hasFields ? ["\(fields.count)"] : [])
        }
        return table(["LIFETIME \(source)", "KEYS"] + (hasFields ? ["HASH FIELDS"] : []), rows, numbers: [1, 2])
    }

    private static func extras(_ inspection: Inspection) -> String {
        var rows = [["strings", strings(inspection.strings)]]
        if let longest = inspection.strings.longest { rows.append(["longest string", string(longest)]) }
        let streams = inspection.streams
        if streams.streams > 0 {
            let parts = [
                counted(Int(clamping: streams.entries), "entry", "entries"), counted(streams.groups, "group"),
                counted(streams.consumers, "consumer"), "\(streams.pending) pending",
            ]
            rows.append(["streams", "\(streams.streams) with " + parts.joined(separator: ", ")])
        }
        if inspection.hashesWithFieldLifetimes > 0 {
            let fields = counted(inspection.fieldLifetimes.expiring, "field")
            rows.append([
                "field expiries", "\(fields) of \(counted(inspection.hashesWithFieldLifetimes, "hash", "hashes"))",
            ])
        }
        for (label, count) in [
            ("idle times", inspection.keysWithIdleTime), ("frequencies", inspection.keysWithFrequency),
            ("module metadata", inspection.keysWithMetadata),
        ] where count > 0 {
            rows.append([label, counted(count, "key")])
        }
        for module in inspection.modules {
            let records = module.auxRecords > 0 ? ", \(counted(module.auxRecords, "record")) outside keys" : ""
            rows.append([
                "module \(module.name)",
                "version \(module.version), \(counted(module.keys, "key"))\(records), \(size(module.bytes))",
            ])
        }
        if inspection.functions.count > 0 {
            rows.append(["functions", code(inspection.functions, "library", "libraries")])
        }
        if inspection.scripts.count > 0 { rows.append(["scripts", code(inspection.scripts, "script", "scripts")]) }
        if inspection.slotCount > 0 { rows.append(["cluster slots", "\(inspection.slotCount) described"]) }
        if inspection.slotImportCount > 0 { rows.append(["slot imports", "\(inspection.slotImportCount) under way"]) }
        return Terminal.table(rows)
    }

    private static func strings(_ strings: StringCounts) -> String {
        let integers = strings.count(.int8) + strings.count(.int16) + strings.count(.int32)
        let packed = strings.count(.lzf)
        let sizes = packed > 0 ? ", \(size(strings.packedBytes)) for \(size(strings.unpackedBytes))" : ""
        return "\(strings.count(.raw)) raw, \(counted(integers, "integer")), \(packed) compressed\(sizes)"
    }

    private static func string(_ longest: StringCounts.Longest) -> String {
        var text = "\(size(UInt64(longest.plainBytes))) unpacked, \(longest.roleName)"
        if let number = longest.keyNumber { text += " of key \(number)" }
        if let template = longest.template { text += ", \(shown(template))" }
        return text
    }

    private static func code(_ code: Inspection.CodeCount, _ singular: String, _ plural: String) -> String {
        let names = code.names.isEmpty ? "" : ": " + code.names.joined(separator: ", ")
        return "\(counted(code.count, singular, plural)), \(size(code.bytes))\(names)"
    }

    // MARK: Cells

    /// A table whose columns of numbers are aligned at the right; nothing where there are no rows.
    private static func table(_ head: [String], _ rows: [[String]], numbers: Set<Int>) -> String {
        guard !rows.isEmpty else { return "" }
        let all = [head] + rows
        let widths = head.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
        return Terminal.table(
            all.map { row in
                row.enumerated().map { column, cell in
                    numbers.contains(column) ? String(repeating: " ", count: widths[column] - cell.count) + cell : cell
                }
            })
    }

    private static func counted(_ count: Int, _ singular: String, _ plural: String? = nil) -> String {
        "\(count) \(count == 1 ? singular : plural ?? singular + "s")"
    }

    private static func shown(_ template: String) -> String { template.isEmpty ? "(empty)" : template }

    private static func size(_ byteCount: UInt64) -> String {
        byteCount < 1024 ? "\(byteCount) bytes" : "\(Terminal.size(byteCount)) (\(byteCount) bytes)"
    }

    private static func moment(_ seconds: Int64) -> String {
        // What no calendar knows is shown as it is.
        guard (0..<253_402_300_800).contains(seconds) else { return "\(seconds)" }
        return Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601)
    }
}
