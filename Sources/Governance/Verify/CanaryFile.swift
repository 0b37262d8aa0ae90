import Foundation
public import Sanitizing

/// A file with strings that must not be in a result, one a line.
public enum CanaryFile {
    private static let largestByteCount = 64 << 20

    /// Reads it. Empty lines are none; a string that is too short to be told from chance is refused (exit 78).
    public static func read(_ path: String) throws -> CanarySet {
        let content = try SmallFile.read(path, limit: largestByteCount)
        var canaries: [(line: Int, text: [UInt8])] = []
        for (number, line) in content.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            let text = line.last == 0x0D ? Array(line.dropLast()) : Array(line)
            if text.isEmpty { continue }
            guard text.count >= CanarySet.shortest else {
                throw RunError(
                    .badConfiguration,
                    "\(path):\(number + 1): a canary of less than \(CanarySet.shortest) bytes is found by chance")
            }
            canaries.append((number + 1, text))
        }
        guard !canaries.isEmpty else { throw RunError(.badConfiguration, "\(path): there is no canary in it") }
        return CanarySet(canaries)
    }
}
