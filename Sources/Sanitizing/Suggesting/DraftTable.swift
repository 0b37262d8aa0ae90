import Masking
import RedisDump

/// All drafts by template and type, up to a number of templates. What comes later falls to a wider template that has its
/// beginning, and where there is no room for one either, to the rule that takes everything.
struct DraftTable {
    private struct Key: Hashable {
        var template: [UInt8]
        var type: ValueType.Kind
    }

    private let limit: Int
    private var rows: [Key: Int] = [:]
    private var wideRows: [DraftTemplate: [ValueType.Kind: Int]] = [:]
    private(set) var drafts: [RuleDraft] = []
    /// Keys that only the last rule takes.
    private(set) var otherKeys = 0

    init(limit: Int) { self.limit = max(limit, 1) }

    /// The number of the draft for a key; nil when there is no room.
    mutating func row(_ template: [UInt8], _ type: ValueType.Kind) -> Int? {
        // The key without a name has no template.
        guard !template.isEmpty else {
            otherKeys += 1
            return nil
        }
        let key = Key(template: template, type: type)
        if let row = rows[key] { return row }
        if rows.count < limit {
            rows[key] = append(DraftTemplate(coded: template), type)
            return drafts.count - 1
        }
        let wide = DraftTemplate(wideOf: template)
        if let row = wideRows[wide]?[type] { return row }
        guard wideRows.count < limit / 4 + 1, wide.fixedCount > 0 else {
            otherKeys += 1
            return nil
        }
        let row = append(wide, type)
        wideRows[wide, default: [:]][type] = row
        return row
    }

    private mutating func append(_ template: DraftTemplate, _ type: ValueType.Kind) -> Int {
        drafts.append(RuleDraft(template: template, type: type))
        return drafts.count - 1
    }

    mutating func update(_ row: Int, _ body: (inout RuleDraft) -> Void) { body(&drafts[row]) }
}
