/// Something that the system did not do.
package struct MachineError: Error, CustomStringConvertible {
    /// What was tried, on what, and why it failed.
    package let description: String

    /// An error with a sentence.
    package init(_ description: String) { self.description = description }
}
