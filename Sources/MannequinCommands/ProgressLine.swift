import Foundation
import Governance

/// One line on a terminal that says how far a run is; nothing where standard error is no terminal.
final class ProgressLine {
    private let verb: String
    private let isShown: Bool
    private let started = Date()
    private var lastShown = Date.distantPast
    /// What goes to and fro, for runs between blobs.
    var transfer: TransferCounts?

    init(_ verb: String, isQuiet: Bool) {
        self.verb = verb
        isShown = !isQuiet && Terminal.isInteractive
    }

    /// Shows the state, at most ten times a second.
    func show(_ done: UInt64, of total: UInt64?) {
        guard isShown, Date().timeIntervalSince(lastShown) > 0.1 else { return }
        lastShown = Date()
        let rate = Double(done) / max(Date().timeIntervalSince(started), 0.001)
        var line = "\(verb) \(Terminal.size(done))"
        if let total, total > 0 {
            // A packed snapshot is larger than its file: the share is of what is known.
            let share = min(Double(done) / Double(total), 1)
            let width = 24
            let filled = Int(share * Double(width))
            line += " of \(Terminal.size(total)) ["
            line += String(repeating: "#", count: filled) + String(repeating: ".", count: width - filled)
            line += "] \(Int(share * 100)) %"
        }
        line += "  \(Terminal.size(UInt64(rate)))/s"
        if let transfer, transfer.pulled > 0 { line += "  pulled \(Terminal.size(transfer.pulled))" }
        if let transfer, transfer.staged > 0 { line += "  staged \(Terminal.size(transfer.staged))" }
        StandardStream.error.write("\r\u{1B}[2K\(line)")
    }

    /// Shows how many of a number of things are done, at most ten times a second.
    func show(count: Int, of total: Int) {
        guard isShown, Date().timeIntervalSince(lastShown) > 0.1 else { return }
        lastShown = Date()
        StandardStream.error.write("\r\u{1B}[2K\(verb) \(count) of \(total)")
    }

    /// Shows a few words.
    func show(text: String) {
        guard isShown else { return }
        lastShown = Date()
        StandardStream.error.write("\r\u{1B}[2K\(verb) \(text)")
    }

    /// Clears the line.
    func finish() {
        guard isShown, lastShown != .distantPast else { return }
        StandardStream.error.write("\r\u{1B}[2K")
    }
}
