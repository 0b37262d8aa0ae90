import Foundation
import Testing

/// A snapshot of `Tests/Fixtures`.
struct SnapshotFixture: Sendable, CustomTestStringConvertible {
    let name: String

    var testDescription: String { name }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures")

    /// Every file that holds a snapshot, in order of their names.
    static let all: [SnapshotFixture] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { [".rdb", ".aof", ".bin"].contains($0.suffix(4)) }.sorted().map(SnapshotFixture.init)
    }()

    func bytes() throws -> [UInt8] { [UInt8](try Data(contentsOf: Self.folder.appending(path: name))) }

    /// Its name without version, server and extension.
    var scenario: Substring { name.prefix { $0 != "." } }

    /// Whether it ends in a way that is no RDB file's: an append-only file goes on with commands.
    var isAppendOnlyFile: Bool { name.hasSuffix(".aof") }

    /// What the documentation lists as refused with the default options.
    var isRefused: Bool {
        isAppendOnlyFile || isUnreadable || name.hasPrefix("module_") || name.hasPrefix("key_meta")
    }

    /// What is refused whatever the options: functions and module values of before their release.
    var isUnreadable: Bool {
        ["functions.rdb10.redis-7.0-rc1.rdb", "module_hellotype.rdb8.redis-4.0-rc1.rdb"].contains(name)
    }
}
