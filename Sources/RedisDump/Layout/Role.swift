/// What one element of an RDB file is for.
public enum Role: UInt8, Sendable, CaseIterable {
    /// An opcode or value type byte: a record begins.
    case opcode
    /// How many elements follow.
    case count

    /// The name of a key.
    case key
    /// The value of a string key.
    case stringValue
    /// An element of a list.
    case listElement
    /// A member of a set.
    case setMember
    /// A member of a sorted set.
    case zsetMember
    /// A score: 8 bytes of a double (type 5), or text (type 3).
    case score
    /// A field name of a hash.
    case hashField
    /// A value of a hash.
    case hashValue
    /// The smallest field expiry of a hash, Unix ms; later expiries are counted from it.
    case minimumFieldExpiry
    /// A field's expiry: 0 for none, else relative to the smallest plus one (absolute before 7.4 was released).
    case fieldExpiry
    /// A field's expiry in Valkey: signed Unix ms, −1 for none.
    case fieldExpiryMilliseconds

    /// A whole hash in a zipmap.
    case zipmapHash
    /// A whole list in a ziplist.
    case ziplistList
    /// A whole sorted set in a ziplist.
    case ziplistZset
    /// A whole hash in a ziplist.
    case ziplistHash
    /// A whole set in an intset.
    case intset
    /// A whole hash in a listpack.
    case listpackHash
    /// A whole sorted set in a listpack.
    case listpackZset
    /// A whole set in a listpack.
    case listpackSet
    /// A whole hash with field expiries in a listpack of triplets.
    case listpackHashWithExpiry
    /// A quicklist node that is a listpack.
    case quicklistPackedNode
    /// A quicklist node that is one large element.
    case quicklistPlainNode

    /// The ID the entries of a stream node count from: 16 bytes, big endian.
    case streamNodeID
    /// A node of a stream: a listpack of entries.
    case streamNode
    /// A number of a stream's bookkeeping: last ID, first ID, totals.
    case streamNumber
    /// The name of a consumer group.
    case groupName
    /// The name of a consumer.
    case consumerName
    /// A raw entry ID of a pending list: 16 bytes.
    case pendingID
    /// When a pending entry was delivered, or a consumer was seen: Unix ms.
    case streamTime
    /// An idempotent producer's name, or the ID of one of its messages (RDB 13).
    case producerID

    /// A module type's ID.
    case moduleID
    /// An opcode inside a module's value.
    case moduleOpcode
    /// An integer inside a module's value.
    case moduleInteger
    /// A float or double inside a module's value.
    case moduleFloat
    /// A string inside a module's value.
    case moduleString
    /// The end of a module's value.
    case moduleEnd
    /// When a module's data outside keys is to be loaded.
    case moduleWhen
    /// Class and version of a key's metadata.
    case metadataClass

    /// The name of an auxiliary field.
    case auxName
    /// The value of an auxiliary field.
    case auxValue
    /// Code of a function library.
    case functionCode
    /// Name, engine or description of a function before functions were released.
    case functionPreGA
    /// The database the next keys are in.
    case database
    /// A hint at how many keys follow.
    case sizeHint
    /// The next key's expiry in Unix seconds.
    case expirySeconds
    /// The next key's expiry in Unix milliseconds.
    case expiryMilliseconds
    /// The next key's LFU counter.
    case frequency
    /// Seconds since the next key was used.
    case idle
    /// A number of a cluster slot's description.
    case slotNumber
    /// The name of a slot import job (Valkey 9).
    case slotImportJob
}
