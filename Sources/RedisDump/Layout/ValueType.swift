/// The type of a key and how its value is encoded, in the words of `TYPE` and `OBJECT ENCODING`.
public struct ValueType: Sendable, Equatable {
    /// What `TYPE` says.
    public enum Kind: UInt8, Sendable, CaseIterable {
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
        /// A value of a module's type.
        case module
    }

    /// How the value lies in the file.
    public enum Encoding: UInt8, Sendable, CaseIterable {
        /// A string; the server chooses int, embstr or raw when it loads it.
        case raw
        /// A list of strings; the server loads it as a quicklist.
        case linkedlist
        /// A hash table.
        case hashtable
        /// A skiplist.
        case skiplist
        /// A zipmap (Redis 2.2 to 2.4).
        case zipmap
        /// A ziplist (before Redis 7.0).
        case ziplist
        /// An intset.
        case intset
        /// A listpack.
        case listpack
        /// A list of ziplists or listpacks.
        case quicklist
        /// A radix tree of listpacks.
        case stream
        /// Whatever the module wrote.
        case module
    }

    /// What `TYPE` says.
    public var kind: Kind
    /// How the value lies in the file.
    public var encoding: Encoding

    /// A type with an encoding.
    public init(_ kind: Kind, _ encoding: Encoding) {
        self.kind = kind
        self.encoding = encoding
    }
}
