import Foundation
import Machine

/// A directory for the results of this run, removed at its end.
final class Workplace {
    let directory: String

    /// Makes one where there is room. Memory is preferred over a disk: it is Mannequin that is measured.
    init(preferred: String?, byteCount: Int) throws {
        let temporary = FileManager.default.temporaryDirectory.path
        let candidates = preferred.map { [$0] } ?? ["/dev/shm", temporary]
        guard let parent = candidates.first(where: { FreeSpace.byteCount(in: $0) ?? 0 > byteCount }) else {
            throw MachineError(
                "\(byteCount >> 20) MiB are needed for results, and there is no such room in "
                    + candidates.joined(separator: " or "))
        }
        Self.removeLeftovers(in: parent)
        directory = "\(parent)/mannequin-bench-\(ProcessInfo.processInfo.processIdentifier)"
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        // Always the same key, so that results can be compared. It protects nothing.
        try write("mannequin-key-1:" + String(repeating: "5a", count: 32) + "\n", "key")
        try write(
            """
            pack: keep-all
            version: 1
            rules:
              - id: everything
                key: "*"
                keep: true
                because: "the speed of passing on is measured"

            """, "keep-all.yaml")
    }

    /// Removes the directories of benchmarks that were ended before their time.
    private static func removeLeftovers(in parent: String) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
        for name in names where name.hasPrefix("mannequin-bench-") {
            guard let number = name.split(separator: "-").last.flatMap({ Int($0) }),
                !FileManager.default.fileExists(atPath: "/proc/\(number)")
            else { continue }
            try? FileManager.default.removeItem(atPath: "\(parent)/\(name)")
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: directory) }

    /// The path of a file in it.
    func file(_ name: String) -> String { "\(directory)/\(name)" }

    /// Makes an empty directory in it.
    func folder(_ name: String) throws -> String {
        remove(name)
        try FileManager.default.createDirectory(atPath: file(name), withIntermediateDirectories: true)
        return file(name)
    }

    func remove(_ name: String) { try? FileManager.default.removeItem(atPath: file(name)) }

    private func write(_ text: String, _ name: String) throws {
        guard
            FileManager.default.createFile(
                atPath: file(name), contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
        else { throw MachineError("\(file(name)): cannot be written") }
    }
}
