import Masking
import RedisDump
import Rules

/// How the content of a string is masked.
enum MaskedRole: Equatable {
    /// Not at all.
    case kept
    /// As the element of a key's value with this role.
    case value(Role)
    /// As a name: consumer groups, consumers.
    case streamName
    /// As what it is found to be: producers, import jobs, unknown aux fields, replication IDs.
    case extra(Tally.Extra)
    /// As code of a library or script.
    case library, script
    /// As a part of a module's value.
    case module(ModuleProgress.Part)

    init(_ role: Role, part: ModuleProgress.Part, aux: AuxField) {
        switch role {
        case .groupName, .consumerName: self = .streamName
        case .producerID: self = .extra(.producerIDsMasked)
        case .slotImportJob: self = .extra(.slotImportsMasked)
        case .functionCode: self = .library
        case .moduleString: self = .module(part)
        case .auxValue:
            switch aux {
            case .bookkeeping, .takenAt: self = .kept
            case .script: self = .script
            case .replicationID, .unknown: self = .extra(.auxFieldsMasked)
            }
        default: self = .value(role)
        }
    }
}

extension KeyType {
    init(_ kind: ValueType.Kind) {
        switch kind {
        case .string: self = .string
        case .list: self = .list
        case .set: self = .set
        case .zset: self = .zset
        case .hash: self = .hash
        case .stream: self = .stream
        case .module: self = .module
        }
    }
}

extension KeyEncoding {
    init(_ encoding: ValueType.Encoding) {
        switch encoding {
        case .raw: self = .raw
        case .linkedlist: self = .linkedlist
        case .hashtable: self = .hashtable
        case .skiplist: self = .skiplist
        case .zipmap: self = .zipmap
        case .ziplist: self = .ziplist
        case .intset: self = .intset
        case .listpack: self = .listpack
        case .quicklist: self = .quicklist
        case .stream: self = .stream
        case .module: self = .module
        }
    }
}
