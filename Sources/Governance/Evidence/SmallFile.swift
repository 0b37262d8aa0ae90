import Foundation
import Glibc
import RedisDump

/// Files that are read and written as a whole: keys, evidence, notes.
enum SmallFile {
    /// All of a file that holds at most so many bytes (exit 65 beyond that, 66 where there is none).
    static func read(_ path: String, limit: Int) throws(RunError) -> Data {
        try read(try FileDescriptor(path: path, flags: O_RDONLY, failing: .noInput), path, limit: limit)
    }

    static func read(_ descriptor: FileDescriptor, _ path: String, limit: Int) throws(RunError) -> Data {
        var content = ByteBuffer(capacity: 4096)
        while content.count <= limit, try descriptor.read(into: &content, upTo: 65_536, name: path) > 0 {}
        guard content.count <= limit else {
            throw RunError(.badData, "\(path): the file is larger than \(limit) bytes, which no such file is")
        }
        let bytes = content.span
        return Data(bytes.indices.map { bytes[$0] })
    }

    /// What happens to a file that has the name already.
    enum Collision {
        /// It stays, and ``write(_:to:mode:collision:)`` returns false.
        case keep
        /// It is replaced, if it is a regular file (exit 73 for anything else).
        case replace
    }

    /// Writes a file that appears whole, and is on the disk before its name is. Returns whether it was written.
    @discardableResult
    static func write(
        _ content: Data, to path: String, mode: mode_t, collision: Collision
    ) throws(RunError) -> Bool {
        let target = collision == .replace ? try ResultName(path, replacing: true) : nil
        let place = target?.path ?? path
        let directory = URL(filePath: place).deletingLastPathComponent().path
        let temporary = "\(place).\(UInt64.random(in: .min ... .max)).part"
        let descriptor = try FileDescriptor(
            path: temporary, flags: O_WRONLY | O_CREAT | O_EXCL, mode: mode, failing: .cannotCreate, shownAs: path)
        defer { unsafe unlink(temporary) }
        try descriptor.write(Array(content).span, name: path)
        try descriptor.synchronize(name: path)
        if let target {
            try target.give(to: temporary)
        } else if try !ResultName.give(place, to: temporary) {
            return false
        }
        try FileDescriptor(path: directory, flags: O_RDONLY | O_DIRECTORY, failing: .inputOutput)
            .synchronize(name: path)
        return true
    }
}
