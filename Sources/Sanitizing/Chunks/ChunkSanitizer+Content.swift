import Masking
import RedisDump
import Rules

/// The content of strings, by what they are for.
extension ChunkSanitizer {
    /// Masks the plain bytes of one string. Offsets in errors count from its first byte.
    mutating func maskContent(_ text: inout MutableSpan<UInt8>, _ masked: MaskedRole) throws(ReadError) {
        let all = 0..<text.count
        switch masked {
        case .kept: return
        case .value(let role): try maskValue(&text, role)
        case .streamName:
            tally.add(.streamNamesMasked)
            values.mask(.kind(.structural), &text, all, at: .distinct)
        case .extra(let extra):
            tally.add(extra)
            values.mask(.detect, &text, all, at: .distinct)
        case .script:
            tally.add(.scriptsReplaced)
            CodeStub.replaceScript(&text)
        case .library:
            tally.add(.functionsReplaced)
            let isReplaced = CodeStub.replaceLibrary(&text, number: recordOffset) { name, range in
                values.mask(.kind(.opaque), &name, range, at: .distinct)
            }
            guard isReplaced else {
                throw ReadError(
                    .badStructure, at: 0, reading: "function library",
                    expected: "a library as a released server writes it, long enough for a stub")
            }
        case .module(let part): maskModulePart(&text, part)
        }
    }

    private mutating func maskValue(_ text: inout MutableSpan<UInt8>, _ role: Role) throws(ReadError) {
        let all = 0..<text.count
        switch role {
        case .stringValue: values.mask(treatment.value, &text, all, at: .value)
        case .listElement, .quicklistPlainNode: values.mask(treatment.elements, &text, all, at: .value)
        case .setMember, .zsetMember: values.mask(treatment.members, &text, all, at: .distinct)
        case .hashField: values.maskField(&text, all, treatment.fields, treatment.fieldNames)
        case .hashValue: values.maskFieldValue(&text, all)
        case .zipmapHash: try values.maskZipmap(&text, treatment)
        case .ziplistList: try values.maskElements(.ziplist, &text, treatment.elements, at: .value)
        case .quicklistPackedNode: try values.maskElements(.listpack, &text, treatment.elements, at: .value)
        case .listpackSet: try values.maskElements(.listpack, &text, treatment.members, at: .distinct)
        case .ziplistZset: try values.maskZset(.ziplist, &text, treatment.members)
        case .listpackZset: try values.maskZset(.listpack, &text, treatment.members)
        case .intset: try values.maskIntset(&text, treatment.members)
        case .ziplistHash: try values.maskPairs(.ziplist, &text, treatment, hasExpiries: false, expiryOffset: 0)
        case .listpackHash: try values.maskPairs(.listpack, &text, treatment, hasExpiries: false, expiryOffset: 0)
        case .listpackHashWithExpiry:
            try values.maskPairs(.listpack, &text, treatment, hasExpiries: true, expiryOffset: expiryOffset)
        case .streamNode: try values.maskStreamNode(&text, treatment)
        default: values.mask(.detect, &text, all, at: .distinct)
        }
    }

    /// Masks a string that is stored as an integer.
    mutating func maskInteger(_ integer: Int64, _ masked: MaskedRole) -> Int64 {
        switch masked {
        case .value(let role):
            switch role {
            case .stringValue: values.mask(integer, treatment.value)
            case .listElement, .quicklistPlainNode: values.mask(integer, treatment.elements)
            case .setMember, .zsetMember: values.mask(integer, treatment.members)
            case .hashField: values.maskField(integer, treatment.fields, treatment.fieldNames)
            case .hashValue: values.maskFieldValue(integer)
            default: values.mask(integer, .detect)
            }
        default: values.mask(integer, .detect)
        }
    }

    private mutating func maskModulePart(_ text: inout MutableSpan<UInt8>, _ part: ModuleProgress.Part) {
        let all = 0..<text.count
        switch part {
        case .vectorSetElement, .vectorSetAttributes:
            tally.add(.vectorSetStringsMasked)
            let isElement = part == .vectorSetElement
            values.mask(isElement ? treatment.members : .detect, &text, all, at: isElement ? .distinct : .value)
        case .vector:
            tally.add(.vectorsRotated)
            let format: VectorFormat = module.quantization == 0 ? .float : module.quantization == 1 ? .int8 : .bit
            values.masker.rotate(&text, dimensions: Int(clamping: module.dimensions), format)
        case .document:
            tally.add(.moduleDocumentsMasked)
            values.mask(treatment.value, &text, all, at: .value)
        case .projectionMatrix, .unknown: return
        }
    }
}
