/// Who writes to the catalog, and on which machine. Callers find that out; the catalog only writes it down.
public struct Actor: Sendable, Equatable {
    /// The user of the operating system.
    public var name: String
    /// The machine.
    public var host: String

    /// Somebody somewhere.
    public init(name: String, host: String) {
        self.name = name
        self.host = host
    }
}
