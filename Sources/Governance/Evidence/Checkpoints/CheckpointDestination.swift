import Foundation
import Glibc

/// Where a checkpoint is put. It is worth something only where whoever can write to the catalog cannot change it.
public enum CheckpointDestination: Sendable, Equatable {
    /// Standard output.
    case standardOutput
    /// A file, which holds all notes, one behind the other.
    case file(String)
    /// The work tree of a git repository, which gets a file with the last note, and a commit for each.
    case repository(String)

    /// What an argument means: `-`, a directory that is a git repository, or a file.
    public init(_ argument: String) throws(RunError) {
        var directory = argument
        while directory.count > 1, directory.hasSuffix("/") { directory.removeLast() }
        if argument == "-" {
            self = .standardOutput
        } else if unsafe access(directory + "/.git", F_OK) == 0 {
            self = .repository(directory)
        } else if unsafe access(directory + "/.", F_OK) == 0 {
            throw RunError(.usage, "\(argument): a directory has to be a git repository; give a file otherwise")
        } else {
            self = .file(argument)
        }
    }

    /// The file that holds the notes.
    func path(_ origin: String) -> String? {
        switch self {
        case .standardOutput: nil
        case .file(let path): path
        case .repository(let directory): "\(directory)/\(Self.fileName(origin))"
        }
    }

    private static func fileName(_ origin: String) -> String { "mannequin-\(origin.suffix(16)).checkpoint" }

    /// The notes that are there already. Throws when the file holds something else.
    func earlier(_ origin: String) throws(RunError) -> [CheckpointNote] {
        guard let path = path(origin), unsafe access(path, F_OK) == 0 else { return [] }
        let content = try SmallFile.read(path, limit: EvidenceStore.sizeLimit)
        if content.isEmpty { return [] }
        guard let notes = CheckpointNote.parse(content) else {
            throw RunError(.cannotCreate, "\(path): there is something else than checkpoints in it; give another file")
        }
        return notes
    }

    /// Puts a note there. Returns where that is, for the record. `environment` is git's.
    func put(_ note: CheckpointNote, isFirst: Bool, environment: [String: String]) throws(RunError) -> String {
        switch self {
        case .standardOutput:
            try FileDescriptor(standard: STDOUT_FILENO).write(Array(note.content).span, name: "standard output")
            return "standard output"
        case .file(let path):
            let file = try FileDescriptor(
                path: path, flags: O_WRONLY | O_APPEND | O_CREAT, mode: 0o644, failing: .cannotCreate)
            try file.write(Array((isFirst ? Data() : Data("\n".utf8)) + note.content).span, name: path)
            if file.byteCount != nil { try file.synchronize(name: path) }
            return URL(filePath: path).standardized.path
        case .repository(let directory):
            let name = Self.fileName(note.origin)
            try SmallFile.write(note.content, to: "\(directory)/\(name)", mode: 0o644, collision: .replace)
            let git = Git(directory: directory, environment: environment)
            try git.run("add", "--", name)
            try git.run(
                "commit", "--quiet", "--message", "Checkpoint \(note.origin) at event \(note.seq)", "--only", "--", name
            )
            let commit = try git.run("rev-parse", "HEAD")
            return "git \(URL(filePath: directory).standardized.path) \(name) \(commit)"
        }
    }
}

/// Runs git in a directory, never through a shell.
struct Git {
    let directory: String
    let environment: [String: String]

    /// Runs a command; returns what it printed, without the last newline. Throws with what git says about a failure.
    @discardableResult
    func run(_ arguments: String...) throws(RunError) -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["git", "-C", directory] + arguments
        // What another repository set for its hooks must not lead git there.
        process.environment = environment.filter {
            !["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX"].contains($0.key)
        }
        let (output, errors) = (Pipe(), Pipe())
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = errors
        do { try process.run() } catch {
            throw RunError(.unavailable, "git cannot be started: \(error.localizedDescription)")
        }
        let said = try? errors.fileHandleForReading.readToEnd()
        let printed = try? output.fileHandleForReading.readToEnd()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            let reason = String(decoding: said ?? Data(), as: UTF8.self).split(separator: "\n").first ?? "it failed"
            throw RunError(.cannotCreate, "\(directory): git \(arguments[0]): \(reason)")
        }
        return String(decoding: printed ?? Data(), as: UTF8.self).trimmingCharacters(in: .newlines)
    }
}
