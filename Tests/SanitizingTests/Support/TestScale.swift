import Foundation

/// How much the long tests do: everything in CI, a tenth on a desk, or what `MANNEQUIN_TEST_SCALE` says.
enum TestScale {
    private static let factor: Double = {
        let environment = ProcessInfo.processInfo.environment
        if let text = environment["MANNEQUIN_TEST_SCALE"], let factor = Double(text) { return factor }
        return environment["CI"] == nil ? 0.1 : 1
    }()

    /// A full count, scaled.
    static func count(_ full: Int) -> Int { max(1, Int(Double(full) * factor)) }
}
