import Glibc

/// Intel's Storage Acceleration Library, looked for when the program runs: a machine without it uses the table.
enum ISAL {
    private typealias Function = @convention(c) (UInt64, UnsafePointer<UInt8>?, UInt64) -> UInt64

    /// `crc64_jones_refl`, or nil where the library is missing.
    private static let function: Function? = {
        guard let library = unsafe dlopen("libisal.so.2", RTLD_NOW),
            let symbol = unsafe dlsym(library, "crc64_jones_refl")
        else { return nil }
        return unsafe unsafeBitCast(symbol, to: Function.self)
    }()

    /// The checksum of more bytes, or nil where the library is missing. ISA-L inverts before and after; Redis does not.
    static func crc64(_ value: UInt64, _ bytes: Span<UInt8>) -> UInt64? {
        guard let function = unsafe function else { return nil }
        return unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe ~function(~value, buffer.baseAddress, UInt64(buffer.count))
        }
    }
}
