import Foundation
import Governance
import RedisDump
import Sanitizing

/// An inspection for people: aligned tables.
enum InspectSummary {
    /// The text, without a line break at its end; `templateCount` is how many templates are shown.
    static func text(_ report: InspectReport, templateCount: Int) -> String {
        let inspection = report.inspection
        var sections = [file(report), databases(inspection), types(inspection)]
        sections.append(largestKeys(inspection))
        sections.append(templates(inspection, limit: templateCount))
        sections.append(lifetimes(inspection))
        sections.append(extras(inspection))
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
        if let used = server.usedMemory, used >= 0 { rows.append(["memory", "\(size(UInt64(used))), as the server counted"]) }
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
                row.type, row.encoding, "\(row.number) \(row.name)", "\(row.count.keys)", elements, "\(row.count.bytes)",
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
            ["LARGEST KEYS: BYTES", "ELEMENTS", "TYPE", "ENCODING", "DB", "KEY NUMBER", hasNames ? "NAME" : "TEMPLATE"],
            rows, numbers: [0, 1, 4, 5])
    }

    private static func templates(_ inspection: Inspection, limit: Int) -> String {
        var rows = inspection.templates.prefix(limit).map { row in
            [shown(row.template), "\(row.count.keys)", "\(row.count.expiring)", "\(row.count.bytes)", row.types.joined(separator: ",")]
        }
        let rest = inspection.templates.dropFirst(limit)
        if !rest.isEmpty, limit > 0 {
            let keys = rest.reduce(0) { $0 + $1.count.keys }
            let expiring = rest.reduce(0) { $0 + $1.count.expiring }
            let bytes = rest.reduce(0) { $0 + $1.count.bytes }
            rows.append(["(\(rest.count) more: --top, --json)", "\(keys)", "\(expiring)", "\(bytes)", ""])
        }
        let other = inspection.otherTemplates
        if other.keys > 0 {
            rows.append(["(too many to tell apart)", "\(other.keys)", "\(other.expiring)", "\(other.bytes)", ""])
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
        var rows: [[String]] = []
        let strings = inspection.strings
        rows.append([
            "strings",
            "\(strings.count(.raw)) raw, \(strings.count(.int8) + strings.count(.int16) + strings.count(.int32)) integers, "
                + "\(strings.count(.lzf)) compressed (\(size(strings.unpackedBytes)) in \(size(strings.packedBytes)))",
        ])
        if let longest = strings.longest {
            let place = longest.keyNumber.map { number in
                " of key \(number)" + (longest.template.map { ", \(shown($0))" } ?? "")
            }
            rows.append([
                "longest string", "\(size(UInt64(longest.plainBytes))) unpacked, \(longest.roleName)\(place ?? "")",
            ])
        }
        let streams = inspection.streams
        if streams.streams > 0 {
            rows.append([
                "streams",
                "\(streams.streams), \(streams.entries) entries, \(streams.groups) groups, \(streams.consumers) consumers, "
                    + "\(streams.pending) pending",
            ])
        }
        if inspection.hashesWithFieldLifetimes > 0 {
            rows.append([
                "field expiries",
                "\(inspection.fieldLifetimes.expiring) fields of \(inspection.hashesWithFieldLifetimes) hashes",
            ])
        }
        if inspection.keysWithIdleTime > 0 { rows.append(["idle times", "\(inspection.keysWithIdleTime) keys"]) }
        if inspection.keysWithFrequency > 0 { rows.append(["frequencies", "\(inspection.keysWithFrequency) keys"]) }
        if inspection.keysWithMetadata > 0 { rows.append(["module metadata", "\(inspection.keysWithMetadata) keys"]) }
        for module in inspection.modules {
            rows.append([
                "module \(module.name)",
                "version \(module.version), \(module.keys) keys, \(module.auxRecords) records outside keys, \(size(module.bytes))",
            ])
        }
        let functions = inspection.functions
        if functions.count > 0 { rows.append(["functions", code(functions, "libraries")]) }
        if inspection.scripts.count > 0 { rows.append(["scripts", code(inspection.scripts, "scripts")]) }
        if inspection.slotCount > 0 { rows.append(["cluster slots", "\(inspection.slotCount) described"]) }
        if inspection.slotImportCount > 0 { rows.append(["slot imports", "\(inspection.slotImportCount) going on"]) }
        return Terminal.table(rows)
    }

    private static func code(_ code: Inspection.CodeCount, _ noun: String) -> String {
        let names = code.names.isEmpty ? "" : ": " + code.names.joined(separator: ", ")
        return "\(code.count) \(noun), \(size(code.bytes))\(names)"
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
