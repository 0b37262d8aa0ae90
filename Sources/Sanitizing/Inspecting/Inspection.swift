public import RedisDump

/// What is in a snapshot, in numbers: it holds no value, and no name unless names were asked for.
///
/// Bytes are those in the file. A key's are its attributes, type, name and value; what is neither a key's nor in
/// ``otherBytes`` are the header and what follows the EOF opcode.
public struct Inspection: Sendable {
    /// Magic and version.
    public var header: DumpHeader
    /// What the RDB file was wrapped in.
    public var envelope: DumpSource.Envelope = []
    /// What the checksum said.
    public var checksum = DumpTrailer.Checksum.absent
    /// Zero bytes behind the end.
    public var paddingCount = 0
    /// Bytes of the RDB file, unwrapped.
    public var byteCount: UInt64 = 0
    /// Bytes of records that are no keys: aux fields, functions, databases, data of modules.
    public var otherBytes: UInt64 = 0
    /// What the server said of itself.
    public var server = ServerFacts()

    /// All keys.
    public var keys = KeyCount()
    /// Keys with the time since they were used (LRU).
    public var keysWithIdleTime = 0
    /// Keys with a frequency of use (LFU).
    public var keysWithFrequency = 0
    /// Keys with metadata of modules.
    public var keysWithMetadata = 0
    /// By number, ascending.
    public var databases: [DatabaseCount] = []
    /// By the number of the RDB type; strings by their encoding too.
    public var types: [TypeCount] = []
    /// The keys with the most bytes in the file, largest first.
    public var largestKeys: [LargeKey] = []
    /// How all strings of the file are stored.
    public var strings = StringCounts()
    /// Key names by what they look like, most frequent first.
    public var templates: [TemplateCount] = []
    /// Keys whose template came when the table was full.
    public var otherTemplates = KeyCount()
    /// When keys expire.
    public var lifetimes = LifetimeHistogram()
    /// Unix ms that lifetimes count from.
    public var lifetimesFrom: Int64
    /// Hashes with fields that expire.
    public var hashesWithFieldLifetimes = 0
    /// When fields of these hashes expire.
    public var fieldLifetimes = LifetimeHistogram()
    /// All streams.
    public var streams = StreamCounts()
    /// Values of modules' types, and data of modules outside keys, by type.
    public var modules: [ModuleCount] = []
    /// Function libraries.
    public var functions = CodeCount()
    /// Scripts in aux fields (Redis 4.0 to 6.2).
    public var scripts = CodeCount()
    /// Sizes of cluster slots.
    public var slotCount = 0
    /// Imports of cluster slots that were going on.
    public var slotImportCount = 0

    init(_ header: DumpHeader, now: Int64) {
        self.header = header
        lifetimesFrom = now
    }
}

extension Inspection {
    /// Keys with their bytes.
    public struct KeyCount: Encodable, Sendable, Equatable {
        /// How many.
        public var keys = 0
        /// How many of them expire.
        public var expiring = 0
        /// Their bytes in the file.
        public var bytes: UInt64 = 0

        /// No keys.
        public init() {}

        /// Adds the counts of other keys.
        public static func += (left: inout KeyCount, right: KeyCount) {
            left.keys += right.keys
            left.expiring += right.expiring
            left.bytes += right.bytes
        }

        mutating func add(_ byteCount: UInt64, expires: Bool) {
            keys += 1
            bytes += byteCount
            if expires { expiring += 1 }
        }
    }

    /// The keys of one database.
    public struct DatabaseCount: Sendable, Equatable {
        /// Its number.
        public var number: UInt64
        /// Its keys.
        public var count = KeyCount()
    }

    /// The keys of one RDB type; of strings, those with one encoding.
    public struct TypeCount: Sendable, Equatable {
        /// The type byte.
        public var number: UInt8
        /// Redis's name for it: `HASH_LISTPACK`.
        public var name: String
        /// What `TYPE` says.
        public var type: String
        /// How the values lie in the file: `listpack`; for strings `raw`, `int8`, `int16`, `int32`, `lzf`.
        public var encoding: String
        /// The keys.
        public var count = KeyCount()
        /// Their elements: members, fields, entries; 1 for a string. Modules other than vector sets do not say.
        public var elements: UInt64 = 0
    }

    /// One of the largest keys.
    public struct LargeKey: Encodable, Sendable, Equatable {
        /// Its place among the keys of the file, from 1.
        public var number: UInt64
        /// Its database.
        public var database: UInt64
        /// What its name looks like.
        public var template: String
        /// Its name as `redis-cli` prints it, where names were asked for.
        public var name: String?
        /// What `TYPE` says.
        public var type: String
        /// How the value lies in the file.
        public var encoding: String
        /// Its elements; nil where the value does not say.
        public var elements: UInt64?
        /// Its bytes in the file.
        public var bytes: UInt64

        enum CodingKeys: String, CodingKey {
            case number, template, name, type, encoding, elements, bytes
            case database = "db"
        }
    }

    /// Keys whose names look alike.
    public struct TemplateCount: Sendable, Equatable {
        /// Words and separators as they are, other parts as their kind in braces.
        public var template: String
        /// The keys.
        public var count: KeyCount
        /// Their types, as `TYPE` says them, sorted.
        public var types: [String]
    }

    /// A kind of module data.
    public struct ModuleCount: Encodable, Sendable, Equatable {
        /// The nine characters of the type's name.
        public var name: String
        /// The version of its encoding.
        public var version: Int
        /// Keys of the type.
        public var keys = 0
        /// Records outside keys.
        public var auxRecords = 0
        /// Bytes of both in the file.
        public var bytes: UInt64 = 0

        enum CodingKeys: String, CodingKey {
            case name, version, keys, bytes
            case auxRecords = "aux_records"
        }
    }

    /// Functions or scripts.
    public struct CodeCount: Encodable, Sendable, Equatable {
        /// How many.
        public var count = 0
        /// Bytes of their code, unpacked; before Redis 7.0 was released, with names and descriptions.
        public var bytes: UInt64 = 0
        /// Their names, where names were asked for; at most ``longestList``.
        public var names: [String] = []

        /// The most names that are listed.
        public static let longestList = 1000
    }

    /// All streams together.
    public struct StreamCounts: Encodable, Sendable, Equatable {
        /// Streams.
        public var streams = 0
        /// Entries, without deleted ones.
        public var entries: UInt64 = 0
        /// Consumer groups.
        public var groups = 0
        /// Consumers of all groups.
        public var consumers = 0
        /// Entries that were delivered and not acknowledged.
        public var pending = 0
    }
}
