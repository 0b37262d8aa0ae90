import Glibc

/// A name in a directory: bytes, which need not be text.
struct EntryName {
    let bytes: [UInt8]

    /// The name as text; nil when it is not UTF-8.
    var text: String? { String(validating: bytes, as: UTF8.self) }

    /// How it is shown to people: what is no text of it as `\xE9`.
    var shown: String {
        var result = ""
        var rest = bytes[...]
        while let byte = rest.first {
            let isPrintable = byte >= 0x20 && byte != 0x7F
            let count = isPrintable ? (1...4).first { String(validating: rest.prefix($0), as: UTF8.self) != nil } : nil
            if let count {
                result += String(decoding: rest.prefix(count), as: UTF8.self)
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                result += "\\x" + (digits.count == 1 ? "0" : "") + digits
            }
            rest = rest.dropFirst(count ?? 1)
        }
        return result
    }

    /// Its path, as the system takes it.
    func path(in directory: String) -> [CChar] {
        let start = Array(directory.utf8) + (directory == "/" ? [] : Array("/".utf8))
        return (start + bytes + [0]).map { CChar(bitPattern: $0) }
    }

    /// All names in a directory, in the order of their bytes; nil when it cannot be read.
    static func all(in directory: String) -> [EntryName]? {
        guard let stream = unsafe opendir(directory) else { return nil }
        defer { unsafe closedir(stream) }
        var names: [EntryName] = []
        while true {
            errno = 0
            guard let entry = unsafe readdir(stream) else { break }
            let bytes = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { field in
                unsafe Array(field.prefix { $0 != 0 })
            }
            if bytes != Array(".".utf8), bytes != Array("..".utf8) { names.append(EntryName(bytes: bytes)) }
        }
        guard errno == 0 else { return nil }
        return names.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
    }
}
