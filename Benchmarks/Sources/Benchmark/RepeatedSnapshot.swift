import Foundation
import Machine

/// A snapshot whose one database stands in it several times, as databases 0, 1, 2 …
///
///     REDIS0010  aux fields  FE 00  body  FF  checksum
///     REDIS0010  aux fields  FE 00  body  FE 01  body  …  FF  checksum
enum RepeatedSnapshot {
    /// How often the snapshot of 256 MB stands in the one of 1 GB.
    static let largeTimes = 4

    private static let pieceByteCount = 1 << 20

    /// Writes one to `path`. Throws unless the snapshot begins with database 0.
    static func write(_ snapshot: String, times: Int, to path: String) throws {
        guard let input = FileHandle(forReadingAtPath: snapshot) else {
            throw MachineError("\(snapshot): no such file")
        }
        let byteCount = Int(try input.seekToEnd())
        try input.seek(toOffset: 0)
        let head = try input.read(upToCount: 4096).map(Array.init) ?? []
        guard let select = databaseOpcode(in: head) else {
            throw MachineError("\(snapshot): it does not begin with database 0, so it cannot be repeated")
        }
        guard FileManager.default.createFile(atPath: path, contents: nil),
            let output = FileHandle(forWritingAtPath: path)
        else { throw MachineError("\(path): cannot be written") }

        var checksum = CRC64Jones()
        func append(_ bytes: [UInt8]) throws {
            checksum.update(bytes)
            try output.write(contentsOf: Data(bytes))
        }
        try append(Array(head[..<select]))
        for database in 0..<times {
            try append([0xFE, UInt8(database)])
            try input.seek(toOffset: UInt64(select + 2))
            // Without the end opcode and the checksum.
            var rest = byteCount - 9 - (select + 2)
            while rest > 0, let piece = try input.read(upToCount: min(rest, pieceByteCount)), !piece.isEmpty {
                try append(Array(piece))
                rest -= piece.count
            }
        }
        try append([0xFF])
        try output.write(contentsOf: Data((0..<8).map { UInt8(truncatingIfNeeded: checksum.value >> ($0 * 8)) }))
        try output.close()
        try input.close()
    }

    /// Where the opcode that selects database 0 stands, behind the aux fields.
    private static func databaseOpcode(in head: [UInt8]) -> Int? {
        guard head.starts(with: Array("REDIS00".utf8)) else { return nil }
        var index = 9
        while index + 1 < head.count {
            if head[index] == 0xFE { return head[index + 1] == 0 ? index : nil }
            guard head[index] == 0xFA else { return nil }
            index += 1
            for _ in 0..<2 {
                guard index + 1 < head.count, let count = stringByteCount(head, index) else { return nil }
                index += count
            }
        }
        return nil
    }

    /// How many bytes a string takes, its length included. Aux fields are short texts or integers.
    private static func stringByteCount(_ bytes: [UInt8], _ index: Int) -> Int? {
        switch bytes[index] {
        case 0x00...0x3F: 1 + Int(bytes[index])
        case 0x40...0x7F: 2 + Int(bytes[index] & 0x3F) << 8 + Int(bytes[index + 1])
        case 0xC0: 2
        case 0xC1: 3
        case 0xC2: 5
        default: nil
        }
    }
}

/// CRC-64/Jones, as Redis uses it, by a table: slow and short. "123456789" gives e9c6d914c4b8d9ca.
struct CRC64Jones {
    private(set) var value: UInt64 = 0

    private static let table: [UInt64] = (0..<256).map { byte in
        (0..<8).reduce(UInt64(byte)) { value, _ in
            value & 1 == 1 ? value >> 1 ^ 0x95AC_9329_AC4B_C9B5 : value >> 1
        }
    }

    mutating func update(_ bytes: [UInt8]) {
        let table = Self.table
        for byte in bytes { value = table[Int(UInt8(truncatingIfNeeded: value) ^ byte)] ^ value >> 8 }
    }
}
