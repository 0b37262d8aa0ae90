/// A password: what prints or mirrors it sees that there is one, and nothing else.
public struct Secret: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The password itself, to be sent and for nothing else.
    let text: String

    /// A password.
    public init(_ text: String) { self.text = text }

    /// Says that it is there.
    public var description: String { "(a password)" }
    /// Says that it is there.
    public var debugDescription: String { description }
    /// Shows nothing.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
