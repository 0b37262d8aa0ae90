// A pure table: the records of RDB, one row each.

/// One kind of record: the byte that begins it, and what follows.
///
/// Facts are those of `rdb.h` and `rdb.c` of Redis 2.2 to 8.6 and Valkey 9.1.
public struct RecordLayout: Sendable {
    /// The opcode or value type byte.
    public let opcode: UInt8
    /// Redis's own name, such as `HASH_LISTPACK`.
    public let name: String
    /// The RDB version it came with.
    public let since: Int
    /// The files it is valid in.
    public let families: [DumpFamily]
    /// Type and encoding of a key with this value type; nil for opcodes.
    public let value: ValueType?
    let steps: [LayoutStep]

    /// Whether the record is a key with its value.
    public var isKey: Bool { value != nil }

    private init(
        _ opcode: UInt8, _ name: String, _ since: Int, _ families: [DumpFamily], _ value: ValueType?,
        _ steps: [LayoutStep]
    ) {
        self.opcode = opcode
        self.name = name
        self.since = since
        self.families = families
        self.value = value
        self.steps = steps
    }

    /// The row for an opcode of a family, or nil.
    public static func row(_ opcode: UInt8, in family: DumpFamily) -> RecordLayout? {
        index[Int(family.rawValue) * 256 + Int(opcode)].map { all[$0] }
    }

    private static let index: [Int?] = {
        var index = [Int?](repeating: nil, count: 512)
        for (position, row) in all.enumerated() {
            for family in row.families { index[Int(family.rawValue) * 256 + Int(row.opcode)] = position }
        }
        return index
    }()

    private static let both: [DumpFamily] = [.redis, .valkey]

    /// Every record this library reads.
    public static let all: [RecordLayout] = [
        // Values.
        RecordLayout(0, "STRING", 1, both, ValueType(.string, .raw), [.string(.stringValue)]),
        RecordLayout(1, "LIST", 1, both, ValueType(.list, .linkedlist), [.times([.string(.listElement)])]),
        RecordLayout(2, "SET", 1, both, ValueType(.set, .hashtable), [.times([.string(.setMember)])]),
        RecordLayout(
            3, "ZSET", 1, both, ValueType(.zset, .skiplist), [.times([.string(.zsetMember), .doubleText])]),
        RecordLayout(
            4, "HASH", 1, both, ValueType(.hash, .hashtable), [.times([.string(.hashField), .string(.hashValue)])]),
        RecordLayout(
            5, "ZSET_2", 8, both, ValueType(.zset, .skiplist), [.times([.string(.zsetMember), .bytes(8, .score)])]),
        RecordLayout(7, "MODULE_2", 8, both, ValueType(.module, .module), [.number(.moduleID), .moduleStream]),
        RecordLayout(9, "HASH_ZIPMAP", 2, both, ValueType(.hash, .zipmap), [.string(.zipmapHash)]),
        RecordLayout(10, "LIST_ZIPLIST", 2, both, ValueType(.list, .ziplist), [.string(.ziplistList)]),
        RecordLayout(11, "SET_INTSET", 2, both, ValueType(.set, .intset), [.string(.intset)]),
        RecordLayout(12, "ZSET_ZIPLIST", 2, both, ValueType(.zset, .ziplist), [.string(.ziplistZset)]),
        RecordLayout(13, "HASH_ZIPLIST", 4, both, ValueType(.hash, .ziplist), [.string(.ziplistHash)]),
        RecordLayout(
            14, "LIST_QUICKLIST", 7, both, ValueType(.list, .quicklist), [.times([.string(.ziplistList)])]),
        RecordLayout(15, "STREAM_LISTPACKS", 9, both, ValueType(.stream, .stream), stream(1)),
        RecordLayout(16, "HASH_LISTPACK", 10, both, ValueType(.hash, .listpack), [.string(.listpackHash)]),
        RecordLayout(17, "ZSET_LISTPACK", 10, both, ValueType(.zset, .listpack), [.string(.listpackZset)]),
        RecordLayout(18, "LIST_QUICKLIST_2", 10, both, ValueType(.list, .quicklist), [.times([.quicklistNode])]),
        RecordLayout(19, "STREAM_LISTPACKS_2", 10, both, ValueType(.stream, .stream), stream(2)),
        RecordLayout(20, "SET_LISTPACK", 11, both, ValueType(.set, .listpack), [.string(.listpackSet)]),
        RecordLayout(21, "STREAM_LISTPACKS_3", 11, both, ValueType(.stream, .stream), stream(3)),
        RecordLayout(
            22, "HASH_METADATA_PRE_GA", 12, [.redis], ValueType(.hash, .hashtable),
            [.times([.number(.fieldExpiry), .string(.hashField), .string(.hashValue)])]),
        RecordLayout(
            22, "HASH_2", 80, [.valkey], ValueType(.hash, .hashtable),
            [.times([.string(.hashField), .string(.hashValue), .bytes(8, .fieldExpiryMilliseconds)])]),
        RecordLayout(
            23, "HASH_LISTPACK_EX_PRE_GA", 12, [.redis], ValueType(.hash, .listpack),
            [.string(.listpackHashWithExpiry)]),
        RecordLayout(
            24, "HASH_METADATA", 12, [.redis], ValueType(.hash, .hashtable),
            [
                .bytes(8, .minimumFieldExpiry),
                .times([.number(.fieldExpiry), .string(.hashField), .string(.hashValue)]),
            ]),
        RecordLayout(
            25, "HASH_LISTPACK_EX", 12, [.redis], ValueType(.hash, .listpack),
            [.bytes(8, .minimumFieldExpiry), .string(.listpackHashWithExpiry)]),
        RecordLayout(26, "STREAM_LISTPACKS_4", 13, [.redis], ValueType(.stream, .stream), stream(4)),

        // Opcodes.
        RecordLayout(
            243, "KEY_META", 13, [.redis], nil, [.times([.bytes(4, .metadataClass), .moduleStream])]),
        RecordLayout(
            243, "SLOT_IMPORT", 80, [.valkey], nil,
            [.string(.slotImportJob), .times([.number(.slotNumber), .number(.slotNumber)])]),
        RecordLayout(
            244, "SLOT_INFO", 12, both, nil,
            [.number(.slotNumber), .number(.slotNumber), .number(.slotNumber)]),
        RecordLayout(245, "FUNCTION2", 10, both, nil, [.string(.functionCode)]),
        RecordLayout(
            246, "FUNCTION_PRE_GA", 10, both, nil,
            [
                .string(.functionPreGA), .string(.functionPreGA), .times([.string(.functionPreGA)]),
                .string(.functionPreGA),
            ]),
        RecordLayout(
            247, "MODULE_AUX", 9, both, nil,
            [.number(.moduleID), .number(.moduleWhen), .number(.moduleWhen), .moduleStream]),
        RecordLayout(248, "IDLE", 9, both, nil, [.number(.idle)]),
        RecordLayout(249, "FREQ", 9, both, nil, [.bytes(1, .frequency)]),
        RecordLayout(250, "AUX", 7, both, nil, [.string(.auxName), .string(.auxValue)]),
        RecordLayout(251, "RESIZEDB", 7, both, nil, [.number(.sizeHint), .number(.sizeHint)]),
        RecordLayout(252, "EXPIRETIME_MS", 3, both, nil, [.bytes(8, .expiryMilliseconds)]),
        RecordLayout(253, "EXPIRETIME", 1, both, nil, [.bytes(4, .expirySeconds)]),
        RecordLayout(254, "SELECTDB", 1, both, nil, [.number(.database)]),
        RecordLayout(255, "EOF", 1, both, nil, []),
    ]

    /// The layout of a stream; each generation added fields (RDB 9, 10, 11, 13).
    private static func stream(_ generation: Int) -> [LayoutStep] {
        let id: [LayoutStep] = [.number(.streamNumber), .number(.streamNumber)]
        var consumer: [LayoutStep] = [.string(.consumerName), .bytes(8, .streamTime)]
        if generation >= 3 { consumer.append(.bytes(8, .streamTime)) }
        consumer.append(.times([.bytes(16, .pendingID)]))
        var group: [LayoutStep] = [.string(.groupName)] + id
        if generation >= 2 { group.append(.number(.streamNumber)) }
        group.append(.times([.bytes(16, .pendingID), .bytes(8, .streamTime), .number(.streamNumber)]))
        group.append(.times(consumer))

        var steps: [LayoutStep] =
            [.times([.string(.streamNodeID), .string(.streamNode)]), .number(.streamNumber)] + id
        if generation >= 2 { steps += id + id + [.number(.streamNumber)] }
        steps.append(.times(group))
        if generation >= 4 {
            let message: [LayoutStep] = [.string(.producerID)] + id
            steps += id + [.times([.string(.producerID), .times(message)])] + id
        }
        return steps
    }
}
