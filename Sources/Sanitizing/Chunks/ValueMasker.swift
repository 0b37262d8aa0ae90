import Masking
import RedisDump
import Rules

/// Masks the values of one key in place, as the rule that took it says.
///
/// Strings are masked wherever they lie: as they are, as integers, inside listpacks, ziplists, intsets and
/// zipmaps. Collections that Redis keeps in order are put in order again.
struct ValueMasker: ~Copyable {
    var masker: Masker
    /// Strings and integers masked since the last ``takeCounts()``.
    private var values = 0
    private var masked = 0
    private var kept = 0
    /// What the names of a stream node's master entry say about their values.
    private var masterTreatments: [Treatment] = []
    private var integers: [Int64] = []
    private var order = PairOrder()
    /// Treatment of the value that follows a field name.
    private var treatmentOfField = Treatment.detect
    /// Whether values that are kept are looked at, and a number for the name of the field if it is a quasi-identifier's.
    private let notesKept: Bool
    private var quasiIdentifier: UInt64?

    init(_ options: SanitizeOptions, tables: SmallDomainTables) {
        notesKept = options.profile == .anonymize
        masker = Masker(
            key: options.key, tables: tables, named: options.rules.named,
            coarsensDates: options.profile == .anonymize)
    }

    /// Values masked, bytes masked and bytes kept since the last call.
    mutating func takeCounts() -> (values: Int, masked: Int, kept: Int) {
        defer { (values, masked, kept) = (0, 0, 0) }
        return (values, masked, kept)
    }

    /// Masks an integer.
    mutating func mask(_ integer: Int64, _ treatment: Treatment) -> Int64 {
        guard !treatment.isKept else {
            kept += 1
            return integer
        }
        values += 1
        masked += 1
        return masker.masked(integer, by: treatment)
    }

    /// Masks a string; `place` says whether it must stay distinct from others.
    mutating func mask(
        _ treatment: Treatment, _ text: inout MutableSpan<UInt8>, _ range: Range<Int>, at place: ValuePlace
    ) {
        guard !treatment.isKept else {
            kept += range.count
            return
        }
        values += 1
        masked += range.count
        masker.mask(treatment, &text, range, at: place)
    }

    // MARK: Field names

    /// Masks a field name unless the rule or the table of names lists it, and remembers what is said about its value.
    ///
    /// No masked name becomes one that is listed: the field of that name may be there, too.
    mutating func maskField(
        _ text: inout MutableSpan<UInt8>, _ range: Range<Int>, _ fields: FieldTreatments, _ names: Kind
    ) {
        let (treatment, isNamed) = fields.treatment(of: text.span.extracting(range), named: masker.named)
        treatmentOfField = treatment
        quasiIdentifier = nil
        if notesKept, treatment.isKept, QuasiIdentifier.isOne(text.span.extracting(range)) {
            quasiIdentifier = StringHash.of(text.span.extracting(range), seed: 1)
        }
        guard !isNamed, names != .keep else { return mask(.keep, &text, range, at: .distinct) }
        mask(.kind(names), &text, range, at: .distinct)
        guard !fields.listed.isEmpty || !masker.named.isEmpty else { return }
        while !range.isEmpty, fields.treatment(of: text.span.extracting(range), named: masker.named).isNamed {
            masker.mask(.kind(names), &text, range, at: .distinct)
        }
    }

    /// Masks a field name that is an integer.
    mutating func maskField(_ integer: Int64, _ fields: FieldTreatments, _ names: Kind) -> Int64 {
        var listed = -1
        if !fields.listed.isEmpty {
            let digits = Array(String(integer).utf8)
            listed = fields.index(of: digits.span)
        }
        treatmentOfField = listed < 0 ? fields.other : fields.listed[listed].treatment
        quasiIdentifier = nil
        return mask(integer, listed < 0 ? .kind(names) : .keep)
    }

    /// Takes note of a value that stays readable and tells persons apart.
    private mutating func noteIfKept(_ text: borrowing MutableSpan<UInt8>, _ range: Range<Int>) {
        guard let place = quasiIdentifier else { return }
        masker.coarse.note(text.span.extracting(range), place: place)
    }

    private mutating func noteIfKept(_ integer: Int64) {
        guard let place = quasiIdentifier else { return }
        masker.coarse.note(Array(String(integer).utf8).span, place: place)
    }

    /// Masks the value of the field whose name was masked last.
    mutating func maskFieldValue(_ text: inout MutableSpan<UInt8>, _ range: Range<Int>) {
        noteIfKept(text, range)
        mask(treatmentOfField, &text, range, at: .value)
    }

    /// Masks an integer value of the field whose name was masked last.
    mutating func maskFieldValue(_ integer: Int64) -> Int64 {
        noteIfKept(integer)
        return mask(integer, treatmentOfField)
    }

    // MARK: Packed collections

    /// Masks every element of a packed list or set.
    mutating func maskElements(
        _ format: PackedFormat, _ bytes: inout MutableSpan<UInt8>, _ treatment: Treatment, at place: ValuePlace
    ) throws(ReadError) {
        var walk = try PackedWalk(format, bytes.span)
        while let element = try walk.next(bytes.span) {
            mask(element, treatment, &bytes, walk, at: place)
        }
    }

    /// Masks the pairs of a packed hash; with expiries, every third element is one and stays.
    mutating func maskPairs(
        _ format: PackedFormat, _ bytes: inout MutableSpan<UInt8>, _ treatment: KeyTreatment, hasExpiries: Bool,
        expiryOffset: Int64
    ) throws(ReadError) {
        var walk = try PackedWalk(format, bytes.span)
        let period = hasExpiries ? 3 : 2
        while let element = try walk.next(bytes.span) {
            switch (walk.readCount - 1) % period {
            case 0:
                if element.isInteger {
                    let value = maskField(element.integer, treatment.fields, treatment.fieldNames)
                    walk.store(value, over: element, in: &bytes)
                } else {
                    maskField(&bytes, element.payload, treatment.fields, treatment.fieldNames)
                }
            case 1:
                if element.isInteger { noteIfKept(element.integer) } else { noteIfKept(bytes, element.payload) }
                mask(element, treatmentOfField, &bytes, walk, at: .value)
            default: try moveExpiry(element, by: expiryOffset, &bytes, walk)
            }
        }
        try checkPeriod(walk.readCount, period)
    }

    /// Masks the members of a packed sorted set, and sorts members of equal score again.
    mutating func maskZset(
        _ format: PackedFormat, _ bytes: inout MutableSpan<UInt8>, _ treatment: Treatment
    ) throws(ReadError) {
        var walk = try PackedWalk(format, bytes.span)
        while let element = try walk.next(bytes.span) {
            if walk.readCount % 2 == 1 { mask(element, treatment, &bytes, walk, at: .distinct) }
        }
        try checkPeriod(walk.readCount, 2)
        if !treatment.isKept { try order.restore(format, &bytes) }
    }

    /// Masks and sorts the integers of an intset.
    mutating func maskIntset(_ bytes: inout MutableSpan<UInt8>, _ treatment: Treatment) throws(ReadError) {
        let set = try Intset(bytes.span)
        guard !treatment.isKept else {
            kept += set.count * set.width
            return
        }
        values += set.count
        masked += set.count * set.width
        integers.removeAll(keepingCapacity: true)
        for index in 0..<set.count { integers.append(set[index, bytes.span]) }
        masker.mask(&integers, by: treatment)
        set.store(&integers, in: &bytes)
    }

    /// Masks the pairs of a zipmap, and clears what earlier values left behind.
    mutating func maskZipmap(_ bytes: inout MutableSpan<UInt8>, _ treatment: KeyTreatment) throws(ReadError) {
        var at = 1
        while let pair = try Zipmap.pair(bytes.span, at: at) {
            maskField(&bytes, pair.field, treatment.fields, treatment.fieldNames)
            maskFieldValue(&bytes, pair.value)
            for index in pair.unused { bytes[index] = 0 }
            at = pair.unused.upperBound
        }
    }

    /// Masks field names and values of a stream node.
    mutating func maskStreamNode(_ bytes: inout MutableSpan<UInt8>, _ treatment: KeyTreatment) throws(ReadError) {
        var walk = try StreamNodeWalk(bytes.span)
        masterTreatments.removeAll(keepingCapacity: true)
        while let (element, part) = try walk.next(bytes.span) {
            switch part {
            case .bookkeeping: continue
            case .masterField, .entryField:
                if element.isInteger {
                    let value = maskField(element.integer, treatment.entries, treatment.fieldNames)
                    walk.store(value, over: element, in: &bytes)
                } else {
                    maskField(&bytes, element.payload, treatment.entries, treatment.fieldNames)
                }
                if case .masterField = part { masterTreatments.append(treatmentOfField) }
            case .value(let field):
                let ofField = field.map { masterTreatments[$0] } ?? treatmentOfField
                if element.isInteger {
                    walk.store(mask(element.integer, ofField), over: element, in: &bytes)
                } else {
                    mask(ofField, &bytes, element.payload, at: .value)
                }
            }
        }
    }

    private mutating func mask(
        _ element: PackedElement, _ treatment: Treatment, _ bytes: inout MutableSpan<UInt8>, _ walk: PackedWalk,
        at place: ValuePlace
    ) {
        if element.isInteger {
            walk.store(mask(element.integer, treatment), over: element, in: &bytes)
        } else {
            mask(treatment, &bytes, element.payload, at: place)
        }
    }

    /// Moves a field's expiry; 0 is none.
    private func moveExpiry(
        _ element: PackedElement, by offset: Int64, _ bytes: inout MutableSpan<UInt8>, _ walk: PackedWalk
    ) throws(ReadError) {
        guard element.isInteger else {
            throw ReadError(
                .badStructure, at: UInt64(element.start), reading: "hash with field expiries",
                expected: "an integer as every third element")
        }
        guard offset != 0, element.integer != 0 else { return }
        walk.store(element.integer &+ offset, over: element, in: &bytes)
    }

    private func checkPeriod(_ count: Int, _ period: Int) throws(ReadError) {
        guard count % period == 0 else {
            throw ReadError(
                .badStructure, at: 0, reading: "hash or sorted set", expected: "whole pairs", found: UInt64(count))
        }
    }
}
