extension RetentionPolicy {
    private static let hour: Int64 = 3_600_000

    /// The policies of every catalog: raw snapshots for a day, sanitized ones for a month, each from its registration.
    public static let builtIn = [
        RetentionPolicy(
            name: "raw-default", version: 1, applies: "raw", keepMs: 24 * hour, countsFrom: "registered",
            ceilingMs: 7 * 24 * hour, extensions: 2, freeExtensions: 1, cascade: "independent"),
        RetentionPolicy(
            name: "sanitized-default", version: 1, applies: "sanitized", keepMs: 30 * 24 * hour,
            countsFrom: "registered", ceilingMs: 365 * 24 * hour, extensions: 12, freeExtensions: 3,
            cascade: "independent"),
        RetentionPolicy(
            name: "deployment-default", version: 1, applies: "deployment", keepMs: 30 * 24 * hour,
            countsFrom: "registered", ceilingMs: 365 * 24 * hour, extensions: 12, freeExtensions: 3,
            cascade: "with-parent"),
    ]
}
