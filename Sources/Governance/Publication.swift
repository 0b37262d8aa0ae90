public import Catalog
public import RedisDump

/// A result that appears under its name only when it is whole.
///
/// It is written from beginning to end, sealed, and then published; each once. One that is not published leaves nothing
/// under its name, and its owner's end takes away what was written, as far as that can be done.
public protocol Publication: ByteSink {
    /// The path or address it is going to have, without credentials; `-` for standard output.
    var name: String { get }
    /// Bytes written.
    var byteCount: UInt64 { get }

    /// Makes sure that all that was written is kept, and returns the SHA-256 of it in hexadecimal.
    func seal() throws(RunError) -> String

    /// Where it is going to lie, and what is going to tell it from others there: known before it has its name, so that it
    /// is on record before. Nil for a pipe.
    func place(host: String) -> CopyPlace?

    /// Gives what was sealed its name, in one step. Throws when the name is taken and must not be.
    func publish() throws(RunError)
}

/// What is not finished when a program is ended.
public enum UnfinishedWork {
    /// Takes away all that is not published; says what could not be taken away, a line each.
    public static func abandonAll() -> [String] {
        PublishedFile.abandonAll()
        BlobLease.releaseAll()
        return PublishedBlob.abandonAll() + ForeignWork.abandonAll()
    }
}
