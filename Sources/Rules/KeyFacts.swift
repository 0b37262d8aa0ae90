/// The type of a key's value, named as Redis's TYPE command does.
public enum KeyType: UInt8, CaseIterable, Sendable, BitwiseCopyable {
    /// A string.
    case string
    /// A list.
    case list
    /// A set.
    case set
    /// A sorted set.
    case zset
    /// A hash.
    case hash
    /// A stream.
    case stream
    /// A value of a module.
    case module

    /// The name in rule files.
    public var name: String { String(describing: self) }
}

/// The encoding of a value in the snapshot, named as Redis's OBJECT ENCODING does.
public enum KeyEncoding: UInt8, CaseIterable, Sendable, BitwiseCopyable {
    /// A string held as an integer.
    case int
    /// A short string.
    case embstr
    /// Any other string.
    case raw
    /// A listpack.
    case listpack
    /// A listpack of a hash with field expiries.
    case listpackex
    /// A ziplist, the predecessor of the listpack.
    case ziplist
    /// A zipmap, the hash encoding of Redis 2.4 and before.
    case zipmap
    /// A sorted array of integers.
    case intset
    /// A hash table.
    case hashtable
    /// A skip list.
    case skiplist
    /// A list of listpacks or ziplists.
    case quicklist
    /// A list of single elements, as Redis 3.0 and before wrote it.
    case linkedlist
    /// A stream.
    case stream
    /// A value of a module.
    case module

    /// The name in rule files.
    public var name: String { String(describing: self) }
}

/// What is known of a key besides its name, for the conditions of a rule.
public struct KeyFacts: Sendable, BitwiseCopyable {
    /// The type of its value.
    public var type: KeyType
    /// The number of its database.
    public var db: Int
    /// The encoding of its value.
    public var encoding: KeyEncoding
    /// Milliseconds it had left to live when the snapshot was taken, negative if it had expired; nil without expiry.
    public var ttl: Int64?
    /// The number of elements, or of bytes of a string.
    public var size: UInt64

    /// The facts of one key.
    public init(type: KeyType, db: Int, encoding: KeyEncoding, ttl: Int64?, size: UInt64) {
        self.type = type
        self.db = db
        self.encoding = encoding
        self.ttl = ttl
        self.size = size
    }
}
