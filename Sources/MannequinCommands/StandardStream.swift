import Catalog
import Glibc
import Secrecy
import Synchronization

/// Standard output and standard error, written so that a failure is neither a trap nor lost.
///
/// Nothing is kept back, so both keep their order. What goes to a stream that has failed is dropped: whoever reads it is
/// gone, or its disk is full.
final class StandardStream: Sendable {
    /// What a run is asked for.
    static let output = StandardStream(STDOUT_FILENO)
    /// Messages and progress; that they cannot be written changes nothing.
    static let error = StandardStream(STDERR_FILENO)

    private let number: Int32
    /// `errno` of the first write that failed.
    private let fault = Mutex<Int32?>(nil)

    private init(_ number: Int32) { self.number = number }

    /// To be called before any file is opened: a standard stream that is closed gets a descriptor that refuses all, so that
    /// no file takes its number and gets what is printed.
    static func holdNumbers() {
        for number in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(number, F_GETFD) < 0 {
            // The lowest free number is the one that is asked about: those below are open.
            _ = unsafe open("/dev/null", number == STDIN_FILENO ? O_WRONLY : O_RDONLY)
        }
    }

    /// Why output was lost, in words; nil where nothing was.
    var failure: String? { fault.withLock { $0 }.map { unsafe String(cString: strerror($0)) } }

    /// Whether the reader has gone away, which is no failure: `head` has seen enough.
    var isClosedByReader: Bool { fault.withLock { $0 } == EPIPE }

    /// Writes all bytes, unless the stream has failed.
    func write(_ text: String) { write(Array(text.utf8)) }

    /// Writes all bytes, unless the stream has failed.
    func write(_ bytes: [UInt8]) {
        fault.withLock { fault in
            guard fault == nil else { return }
            var done = 0
            while done < bytes.count {
                let count = unsafe bytes[done...].withUnsafeBytes {
                    unsafe Glibc.write(number, $0.baseAddress, $0.count)
                }
                if count >= 0 {
                    done += count
                } else if errno == EAGAIN {
                    waitForRoom()
                } else if errno != EINTR {
                    fault = errno
                    return
                }
            }
        }
    }

    /// Waits where whoever made the stream has made it one that does not wait.
    private func waitForRoom() {
        var descriptor = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
        _ = unsafe poll(&descriptor, 1, -1)
    }
}

extension StandardStream {
    /// Writes lines for people: without secrets, and without what a terminal would obey.
    func show(_ lines: String) {
        write(HiddenCharacters.blanked(in: Redaction.redacted(lines), besides: ["\n", "\t"]) + "\n")
    }
}

/// Prints lines for people on standard output, in place of Swift's own, which says nothing of a full disk.
func print(_ lines: String) { StandardStream.output.show(lines) }
