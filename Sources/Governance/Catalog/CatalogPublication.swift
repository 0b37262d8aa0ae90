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

    /// Writes both.
    public func write(_ catalog: Catalog) throws {
        if !replacing, FileManager.default.fileExists(atPath: file) {
            throw RunError(.cannotCreate, "\(file) exists; give --force to replace it")
        }
        let temporary = file + ".mannequin-\(ProcessInfo.processInfo.processIdentifier)"
        defer { try? FileManager.default.removeItem(atPath: temporary) }
        try catalog.copy(to: temporary)
        try Self.put(Data(metadata.utf8), at: metadataPath)
        let descriptor = try FileDescriptor(path: temporary, flags: O_RDONLY, failing: .inputOutput)
        try descriptor.synchronize(name: file)
        guard unsafe rename(temporary, file) == 0 else { throw FileDescriptor.failure(.cannotCreate, file) }
    }

    private static func put(_ data: Data, at path: String) throws(RunError) {
        do { try data.write(to: URL(filePath: path), options: .atomic) } catch {
            throw RunError(.cannotCreate, "\(path): cannot be written")
        }
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
