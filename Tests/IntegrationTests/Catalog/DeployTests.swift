import Foundation
import Testing

/// The units of `deploy/systemd` start commands that there are, and systemd has no complaint about them.
struct DeployTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../deploy/systemd").standardized

    private static let units = ["mannequin-sweep", "mannequin-reconcile"]

    @Test(arguments: units) func `a service starts a command that there is`(_ unit: String) throws {
        let text = try String(contentsOf: Self.folder.appending(path: "\(unit).service"), encoding: .utf8)
        let line = try #require(
            text.split(separator: "\n").first { $0.hasPrefix("ExecStart=/usr/local/bin/mannequin ") })
        let command = try #require(line.split(separator: " ").dropFirst().first)
        let folder = try TemporaryFolder()
        #expect(try MannequinCommand.run([String(command), "--help"], in: folder).status == 0)
        #expect(text.contains("Environment=MANNEQUIN_CATALOG=/var/lib/mannequin/catalog.sqlite"))
    }

    @Test(
        .enabled(
            if: FileManager.default.isExecutableFile(atPath: "/usr/bin/systemd-analyze"), "systemd is not installed"),
        arguments: units)
    func `systemd accepts a unit and its timer`(_ unit: String) throws {
        let folder = try TemporaryFolder()
        for name in ["\(unit).service", "\(unit).timer"] {
            let text = try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
                .replacing("/usr/local/bin/mannequin", with: try MannequinCommand.path())
                .replacing("User=mannequin", with: "User=daemon")
            try folder.write(Array(text.utf8), name)
        }
        let verify = try ChildProcess(
            "/usr/bin/systemd-analyze", ["verify", folder.file("\(unit).timer"), folder.file("\(unit).service")],
            error: .file(folder.file("complaints")), seconds: 60)
        #expect(verify.wait().status == 0, "\(folder.text("complaints"))")
        #expect(!folder.text("complaints").contains(unit), "\(folder.text("complaints"))")
    }
}
