/// What announces a snapshot on a replication connection.
///
///     LF                      the server is preparing it, and lives
///     $EOF:<40 bytes> CR LF   diskless: the 40 bytes come again behind the file
///     $<length> CR LF         from a file that the server has written
///     -<error> CR LF          it failed
enum TransferFraming: Equatable {
    /// Ends with this mark.
    case mark([UInt8])
    /// Has so many bytes.
    case byteCount(UInt64)
    /// Does not come.
    case failed(ServerFailure)

    /// Bytes of the mark.
    static let markCount = 40
    /// The longest line that is read.
    static let longestLine = 4096

    /// Reads a line without its CR LF; nil when it is none of these.
    init?(line: [UInt8]) {
        if line.first == UInt8(ascii: "-") {
            self = .failed(ServerFailure(line: Array(line.dropFirst())))
        } else if line.starts(with: Array("$EOF:".utf8)) {
            guard line.count == 5 + Self.markCount else { return nil }
            self = .mark(Array(line.dropFirst(5)))
        } else if line.first == UInt8(ascii: "$") {
            let digits = line.dropFirst()
            guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }),
                let count = UInt64(String(decoding: digits, as: UTF8.self))
            else { return nil }
            self = .byteCount(count)
        } else {
            return nil
        }
    }
}
