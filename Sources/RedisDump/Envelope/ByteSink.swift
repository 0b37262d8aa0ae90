/// Where the bytes of a snapshot go: a file, a pipe, nowhere.
///
/// A sink is written by one thread, from beginning to end, once. What it did with the bytes counts only when its owner
/// has finished it; a sink that was not finished leaves nothing under its final name.
public protocol ByteSink: AnyObject {
    /// Takes all bytes, or throws.
    func write(_ bytes: Span<UInt8>) throws
}
