/// Why the catalog could not do what was asked.
public struct CatalogError: Error, CustomStringConvertible, Sendable {
    /// What kind of trouble it is.
    public struct Code: Sendable, Equatable {
        let number: Int
        /// There is no catalog.
        public static let absent = Code(number: 0)
        /// The file is no catalog, or it is damaged.
        public static let damaged = Code(number: 1)
        /// A newer program made it.
        public static let newer = Code(number: 2)
        /// Somebody else is writing.
        public static let busy = Code(number: 3)
        /// It cannot be written: permissions, a full disk, a read-only connection.
        public static let notWritable = Code(number: 4)
        /// A guard of the catalog refused: a hold, an expiry, a second person.
        public static let refused = Code(number: 5)
        /// No such snapshot, hold, query ...
        public static let unknown = Code(number: 6)
        /// Reading failed.
        public static let inputOutput = Code(number: 7)
        /// What was asked cannot be understood: a parameter is missing, or is none, or is no date.
        public static let misasked = Code(number: 8)
        /// Another run is at this copy, until it ends or its lease does.
        public static let claimed = Code(number: 9)
    }

    /// What kind of trouble it is.
    public var code: Code
    /// What happened and what to do.
    public var description: String

    /// An error.
    public init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
