/// A lifecycle management policy of a storage account, in the shape that Azure publishes
/// (`Microsoft.Storage/storageAccounts/managementPolicies`, property `policy`).
public struct LifecyclePolicy: Encodable, Sendable {
    /// The rules, at most ``mostRules``.
    public var rules: [Rule]

    /// What a policy may have.
    static let mostRules = 100, mostPrefixes = 10, mostDays = 99_999

    /// One rule: block blobs that begin so are deleted after so many days.
    public struct Rule: Encodable, Sendable {
        /// Letters, digits and hyphens.
        public var name: String
        /// Whether the service acts by it.
        public var enabled = true
        /// Always `Lifecycle`.
        public var type = "Lifecycle"
        /// Of what, and what is done.
        public var definition: Definition

        init(_ name: String, _ prefixes: [String], days: Int) {
            self.name = name
            definition = Definition(filters: Filters(prefixMatch: prefixes), actions: Actions(days))
        }
    }

    /// Of what, and what is done.
    public struct Definition: Encodable, Sendable {
        /// Of what.
        public var filters: Filters
        /// What is done.
        public var actions: Actions
    }

    /// Of what.
    public struct Filters: Encodable, Sendable {
        /// Deleting is for block and append blobs only; we write block blobs.
        public var blobTypes = ["blockBlob"]
        /// Container and the beginning of the name, at most ten.
        public var prefixMatch: [String]
    }

    /// What is done: with the current content, with snapshots, with earlier versions.
    public struct Actions: Encodable, Sendable {
        /// After how many whole days.
        public struct Delete: Encodable, Sendable {
            var daysAfterModificationGreaterThan: Int?, daysAfterCreationGreaterThan: Int?
        }

        var baseBlob: [String: Delete], snapshot: [String: Delete], version: [String: Delete]

        init(_ days: Int) {
            baseBlob = ["delete": Delete(daysAfterModificationGreaterThan: days)]
            snapshot = ["delete": Delete(daysAfterCreationGreaterThan: days)]
            version = ["delete": Delete(daysAfterCreationGreaterThan: days)]
        }
    }
}
