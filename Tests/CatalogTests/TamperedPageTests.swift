import SeededNumbers
@testable import Catalog
import Foundation
import Testing

/// Somebody edited the file itself, byte by byte: it is reported, or the byte meant nothing. Nothing crashes.
@Suite struct TamperedPageTests {
    /// The story, its file, and all that is in it.
    private static let file = Result { () throws -> (Story, Data, [String]) in
        let story = try Story()
        let path = try RawDatabase.copy(story.history)
        return (
            story, try Data(contentsOf: URL(filePath: path)), try RawDatabase(path, readOnly: true).dump()
        )
    }
    private let story: Story
    private let bytes: Data
    private let dump: [String]

    init() throws { (story, bytes, dump) = try Self.file.get() }

    private func write(_ bytes: Data) throws -> String {
        let path = story.history.directory + "/edited-\(UUID().uuidString.prefix(8)).sqlite"
        try bytes.write(to: URL(filePath: path))
        return path
    }

    /// What is wrong with a file, by all that can tell; nil when nobody sees anything.
    private func complaint(_ path: String) -> String? {
        do {
            let problems = try Catalog.openReadOnly(path).verify(isFull: true).problems
            return problems.isEmpty ? nil : problems.map(\.message).joined(separator: "; ")
        } catch {
            return "\(error)"
        }
    }

    /// Asks everything that can be asked: it may throw.
    private func askAll(_ path: String) {
        guard let catalog = try? Catalog.openReadOnly(path) else { return }
        _ = try? catalog.snapshots(at: story.history.now)
        _ = try? catalog.due(at: story.history.now)
        _ = try? catalog.findings(all: true)
        _ = try? catalog.events(of: nil, type: nil, since: nil, limit: 1000)
        for name in ["orders", "users", "stuck"] {
            _ = try? catalog.lineage(of: story.snapshot(name))
            _ = try? catalog.details(of: story.snapshot(name), at: story.history.now)
        }
        for query in ShippedQuery.all {
            let given = ["date": "2026-01-10", "snapshot": story.uid("orders"), "pack": "core", "version": "1.0"]
            let names = query.parameters.map(\.name)
            _ = try? catalog.answer(query, given.filter { names.contains($0.key) }, at: story.history.now)
        }
    }

    @Test func `the file itself is in order`() throws {
        #expect(complaint(try write(bytes)) == nil)
    }

    @Test(arguments: [1, 2, 3] as [UInt64]) func `an edited byte is reported, or meant nothing`(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for round in 0..<100 {
            let place = Int.random(in: 0..<bytes.count, using: &random)
            let mask = UInt8.random(in: 1...255, using: &random)
            var edited = bytes
            edited[place] ^= mask
            let path = try write(edited)
            defer { try? FileManager.default.removeItem(atPath: path) }
            if complaint(path) == nil {
                let isSame = (try? RawDatabase(path, readOnly: true).dump()) == dump
                #expect(isSame, "seed \(seed): byte \(place) ^ \(mask) is seen by nobody")
            }
            if round.isMultiple(of: 10) { askAll(path) }
        }
    }

    /// In tables and not just anywhere: the bytes of a value that is known.
    @Test(arguments: [
        "file://h1/backup", "orders.rdb", "lawsuit 12", "signer-1", "load test goes on", "snapshot.registered",
    ])
    func `an edited byte of a value is reported`(_ text: String) throws {
        var places: [Int] = []
        var from = bytes.startIndex
        while let range = bytes[from...].range(of: Data(text.utf8)) {
            places.append(range.lowerBound + 2)
            from = range.upperBound
        }
        #expect(!places.isEmpty)
        for place in places {
            var edited = bytes
            edited[place] ^= 1
            let path = try write(edited)
            defer { try? FileManager.default.removeItem(atPath: path) }
            let isSame = (try? RawDatabase(path, readOnly: true).dump()) == dump
            #expect(isSame || complaint(path) != nil, "byte \(place) is seen by nobody")
        }
    }
}
