import Catalog
import Foundation

@testable import Governance

/// A folder with a catalog, and commands that use it.
struct CatalogWorkplace {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// One whose catalog knows `raw.rdb`, and `first.rdb` that was made of it.
    static func afterOneRun() throws -> CatalogWorkplace {
        let place = try CatalogWorkplace()
        try place.writeSnapshot("raw.rdb", 1)
        try place.run("sanitize", "{raw.rdb}", "--output", "{first.rdb}", "--quiet")
        return place
    }

    /// Where the catalog of the commands is.
    var path: String { folder.file(".data/mannequin/catalog.sqlite") }

    /// A snapshot of one key whose bytes no other number has.
    static func snapshot(_ number: Int, key: String = "user:1", value: String = "x") -> [UInt8] {
        func string(_ text: String) -> [UInt8] { [UInt8(text.utf8.count)] + Array(text.utf8) }
        // Version 11, database 0, one string; a checksum of zero says that there is none.
        return Array("REDIS0011".utf8) + [0xFE, 0, 0] + string(key) + string("\(value)-\(number)") + [0xFF]
            + [UInt8](repeating: 0, count: 8)
    }

    /// Puts such a snapshot under a name.
    func writeSnapshot(_ name: String, _ number: Int) throws { try folder.write(Self.snapshot(number), name) }

    /// Runs a command; `{name}` among the arguments stands for a file of the folder.
    @discardableResult
    func run(_ arguments: String..., expecting status: Int32? = 0) throws -> MannequinCommand.Outcome {
        let outcome = try MannequinCommand.run(expanded(arguments), in: folder)
        if let status, outcome.status != status {
            throw Unexpected(description: "\(arguments) ended with \(outcome.exit): \(outcome.errors)")
        }
        return outcome
    }

    func expanded(_ arguments: [String]) -> [String] {
        arguments.map { argument in
            argument.hasPrefix("{") && argument.hasSuffix("}")
                ? folder.file(String(argument.dropFirst().dropLast())) : argument
        }
    }

    struct Unexpected: Error, CustomStringConvertible { var description: String }

    /// One column of the answer to a shipped query.
    func ask(_ name: String, _ arguments: [String: String] = [:], column: String) throws -> [String] {
        guard let query = ShippedQuery.all.first(where: { $0.name == name }) else {
            throw Unexpected(description: "there is no query \(name)")
        }
        let result = try Catalog.openReadOnly(path).answer(query, arguments, at: CatalogPlace.now())
        return result.objects.map { $0[column]?.description ?? "" }
    }

    /// The problems that walking the whole log finds.
    func problems() throws -> [String] { try Catalog.openReadOnly(path).verify().problems.map(\.message) }

    /// What has no signed statement, though it was made or deleted, and statements whose file is not as it was written.
    func unproved() throws -> [String] {
        let catalog = try Catalog.openReadOnly(path)
        let missing = try catalog.missingEvidence(
            provenance: EvidenceURI.provenance, deletion: EvidenceURI.deletion, limit: 1000)
        let store = EvidenceStore(beside: try CatalogPlace(given: path, environment: [:]))
        let evidence = try catalog.snapshots(at: .max).flatMap { try catalog.evidence(about: $0.uid) }
        return missing.snapshots + missing.copies
            + evidence.filter { store.state(of: $0.sha256) != .intact }.map { store.path($0.sha256) }
    }

    func isThere(_ name: String) -> Bool { FileManager.default.fileExists(atPath: folder.file(name)) }
}
