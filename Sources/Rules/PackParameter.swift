/// Something that can be chosen when a pack is used, such as the prefix of an application's keys.
///
/// Where a key says `{prefix}`, the chosen text stands for it. A `*` in that text is one as in a template: any bytes,
/// masked as `structural`.
public struct PackParameter: Sendable, Equatable {
    /// The name between the braces.
    public var name: String
    /// What it is unless something else is chosen.
    public var standard: String
    /// What it is for.
    public var purpose: String?
    /// What was chosen.
    public var value: String
}
