import Foundation

/// How long the machine's cores have been busy since it was started.
package struct MachineLoad: Sendable {
    /// Seconds in which a core did something, of all cores together.
    package var busySeconds: Double

    /// Reads the kernel's counters. They count ticks of 10 ms.
    package static func now() throws -> MachineLoad {
        let text = try String(contentsOfFile: "/proc/stat", encoding: .utf8)
        // cpu  user nice system idle iowait irq softirq steal guest guest_nice
        let ticks = text.prefix { $0 != "\n" }.split(separator: " ").dropFirst().compactMap { Double($0) }
        guard ticks.count >= 8 else { throw MachineError("/proc/stat: not understood") }
        return MachineLoad(busySeconds: (ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6] + ticks[7]) / 100)
    }
}

/// What there is to know about the machine that figures were measured on.
package struct MachineFacts: Sendable, Encodable {
    /// The processor's name, family and model.
    package var processor: String
    /// How many of its cores may be used.
    package var coreCount: Int

    /// Asks the kernel.
    package init() {
        let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
        func value(_ name: String) -> String? {
            text.split(separator: "\n").first { $0.hasPrefix(name + "\t") || $0.hasPrefix(name + " \t") }?
                .split(separator: ":").last?.trimmingCharacters(in: .whitespaces)
        }
        processor = value("model name") ?? "unknown"
        if let family = value("cpu family"), let model = value("model") {
            processor += ", family \(family) model \(model)"
        }
        coreCount = ProcessInfo.processInfo.activeProcessorCount
    }
}
