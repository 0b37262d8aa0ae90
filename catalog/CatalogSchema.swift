/// The SQL of the catalog, embedded: what lies beside this file as `.sql` is the one source of it.
public enum CatalogSchema {
    /// A piece of SQL with its name.
    public struct Script: Sendable {
        /// The file's name without its ending.
        public let name: String
        /// What is in it.
        public let sql: String

        init(_ name: String, _ bytes: [UInt8]) {
            self.name = name
            sql = String(decoding: bytes, as: UTF8.self)
        }
    }

    /// Migrations in order. One that was released never changes; a new one comes behind the last.
    public static let migrations = [
        Script("m0001_first_catalog", PackageResources.m0001_first_catalog_sql),
        Script("m0002_rows_of_an_event", PackageResources.m0002_rows_of_an_event_sql),
        Script("m0003_service_operations", PackageResources.m0003_service_operations_sql),
    ]

    /// The views, which every version of the program makes anew.
    public static let views = Script("views", PackageResources.views_sql)

    /// The auditors' questions.
    public static let queries = [
        Script("alive-on", PackageResources.alive_on_sql),
        Script("deletion-proof", PackageResources.deletion_proof_sql),
        Script("made-by-rules", PackageResources.made_by_rules_sql),
        Script("overdue", PackageResources.overdue_sql),
        Script("extensions", PackageResources.extensions_sql),
        Script("holds", PackageResources.holds_sql),
        Script("access", PackageResources.access_sql),
        Script("exports", PackageResources.exports_sql),
        Script("quarter", PackageResources.quarter_sql),
        Script("where-loaded", PackageResources.where_loaded_sql),
        Script("raw-in-test", PackageResources.raw_in_test_sql),
        Script("recall", PackageResources.recall_sql),
        Script("checks", PackageResources.checks_sql),
        Script("drift", PackageResources.drift_sql),
        Script("keys", PackageResources.keys_sql),
        Script("integrity", PackageResources.integrity_sql),
        Script("failed-runs", PackageResources.failed_runs_sql),
        Script("stuck", PackageResources.stuck_sql),
    ]

    /// Statements that must each count nothing: what the guards and the program promise about the rows together.
    public static let invariants = Script("invariants", PackageResources.invariants_sql)
}
