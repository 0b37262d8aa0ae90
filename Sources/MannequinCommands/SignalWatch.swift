import Foundation
import Governance

/// Ends the program on a signal that asks for it, after removing what is not finished.
///
/// Unchecked: its sources are made once, and only kept from then on.
final class SignalWatch: @unchecked Sendable {
    private static let shared = SignalWatch()
    private let sources: [any DispatchSourceSignal]

    /// From now on `SIGINT`, `SIGTERM` and `SIGHUP` end the program with 128 and their number, as a shell would say it.
    static func begin() { _ = shared }

    private init() {
        sources = [SIGINT, SIGTERM, SIGHUP].map { number in
            _ = signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                for line in UnfinishedWork.abandonAll() { Terminal.printError("mannequin: \(line)") }
                _exit(128 + number)
            }
            source.resume()
            return source
        }
    }
}
