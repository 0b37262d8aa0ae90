import Foundation
import Governance

/// A small file that is read as a whole: rules, policies, plans.
enum InputText {
    /// The bytes of a file, or of standard input for `-`. Throws with 66 where it cannot be read.
    static func bytes(of path: String) throws(RunError) -> Data {
        do {
            if path == "-" { return try FileHandle.standardInput.readToEnd() ?? Data() }
            return try Data(contentsOf: URL(filePath: path))
        } catch {
            throw RunError(.noInput, "\(path): cannot be read")
        }
    }
}
