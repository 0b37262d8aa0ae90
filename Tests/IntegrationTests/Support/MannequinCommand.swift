import Foundation
import Glibc

/// Runs the `mannequin` executable of this build.
struct MannequinCommand {
    /// What a run left behind.
    struct Outcome {
        var exit: ChildProcess.Exit
        var status: Int32? { exit.status }
        var output: [UInt8]
        var errors: String
    }

    struct NotBuilt: Error, CustomStringConvertible {
        var description = "the mannequin executable is not beside the test bundle; build it with swift build"
    }

    /// The executable: the build puts it beside the program that runs the tests.
    static func path() throws -> String {
        let ownPath = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let package = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..").standardized
        let candidates = [
            URL(filePath: ownPath).deletingLastPathComponent().appending(path: "mannequin").path,
            URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "mannequin").path,
            package.appending(path: ".build/debug/mannequin").path,
        ]
        guard let path = candidates.first(where: FileManager.default.isExecutableFile(atPath:)) else {
            throw NotBuilt()
        }
        return path
    }

    /// Runs it to its end, with its output in files of `folder`.
    static func run(
        _ arguments: [String], in folder: TemporaryFolder, input: ChildProcess.Stream = .nothing, seconds: Int = 240
    ) throws -> Outcome {
        let process = try start(arguments, in: folder, input: input, seconds: seconds)
        return finish(process, in: folder)
    }

    static func start(
        _ arguments: [String], in folder: TemporaryFolder, input: ChildProcess.Stream = .nothing, seconds: Int = 240
    ) throws -> ChildProcess {
        try ChildProcess(
            try path(), arguments, input: input, output: .file(folder.file(".stdout")),
            error: .file(folder.file(".stderr")), environment: environment(in: folder), seconds: seconds)
    }

    /// The environment of a run: its catalog lies in the folder, too, and days may pass by `--now`.
    static func environment(in folder: TemporaryFolder) -> [String] {
        ["PATH=/usr/bin:/bin", "XDG_DATA_HOME=\(folder.file(".data"))", "MANNEQUIN_ALLOW_FUTURE_NOW=1"]
    }

    static func finish(_ process: ChildProcess, in folder: TemporaryFolder) -> Outcome {
        let exit = process.wait()
        return Outcome(exit: exit, output: folder.read(".stdout"), errors: folder.text(".stderr"))
    }
}

extension TemporaryFolder {
    /// The names of what a run left behind, the two streams and the catalog apart.
    var leftovers: [String] { names.filter { ![".stdout", ".stderr", ".data"].contains($0) } }

    /// Writes a key file.
    func writeKey(_ name: String = "mannequin.key", mode: Int = 0o600) throws -> String {
        let text = "mannequin-key-1:" + String(repeating: "5a", count: 32) + "\n"
        return try write(Array(text), name, mode: mode)
    }
}
