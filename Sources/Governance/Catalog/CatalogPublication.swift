public import Catalog
import Foundation
import Glibc

/// A copy of the catalog for people who only read: one file, and the shipped queries for Datasette beside it.
public struct CatalogPublication {
    private let file: String
    private let replacing: Bool

    /// A publication under a path.
    public init(file: String, replacing: Bool) {
        self.file = file
        self.replacing = replacing
    }

    /// Where the queries for Datasette are put.
    public var metadataPath: String {
        URL(filePath: file).deletingLastPathComponent().appending(path: "metadata.yaml").relativePath
    }

    /// Writes both. Refuses, before anything is written, files of the catalog itself, and any that is there without leave.
    public func write(_ catalog: Catalog) throws {
        let place = CatalogPlace(path: catalog.path)
        for path in [file, metadataPath] where place.owns(path) {
            throw RunError(.usage, "\(path) belongs to the catalog itself; give the copy another name")
        }
        guard !FilePlace.isSame(file, metadataPath) else {
            throw RunError(.usage, "\(file) is the name that the queries get; give the copy another name")
        }
        let target = try ResultName(file, replacing: replacing)
        _ = try ResultName(metadataPath, replacing: replacing)
        let temporary = target.path + ".mannequin-\(ProcessInfo.processInfo.processIdentifier)"
        defer { try? FileManager.default.removeItem(atPath: temporary) }
        try catalog.copy(to: temporary)
        guard
            try SmallFile.write(
                Data(metadata.utf8), to: metadataPath, mode: 0o666, collision: replacing ? .replace : .keep)
        else { throw RunError(.cannotCreate, "\(metadataPath) exists; give --force to replace it") }
        let descriptor = try FileDescriptor(path: temporary, flags: O_RDONLY, failing: .inputOutput)
        try descriptor.synchronize(name: file)
        try target.give(to: temporary)
    }

    /// The queries as Datasette's `metadata.yaml` has them (docs.datasette.io, "Canned queries").
    var metadata: String {
        let database = URL(filePath: file).deletingPathExtension().lastPathComponent
        var lines = [
            "title: Catalog of Redis snapshots", "description: Written by mannequin catalog publish. Times are UTC.",
            "databases:", "  \(Self.quoted(database)):", "    queries:",
        ]
        for query in ShippedQuery.all {
            lines.append("      \(query.name):")
            lines.append("        title: \(Self.quoted(query.title))")
            lines.append("        description: \(Self.quoted(query.why))")
            if !query.parameters.isEmpty {
                lines.append("        params: [\(query.parameters.map(\.name).joined(separator: ", "))]")
            }
            lines.append("        sql: |-")
            lines += Self.withStandards(query).split(separator: "\n").map { "          \($0)" }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The statement with what its parameters stand for where they are left empty.
    private static func withStandards(_ query: ShippedQuery) -> String {
        query.parameters.reduce(query.sql) { sql, parameter in
            guard let standard = parameter.standard else { return sql }
            return sql.replacing(
                ":\(parameter.name)", with: "coalesce(nullif(:\(parameter.name), ''), '\(standard)')")
        }
    }

    private static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
