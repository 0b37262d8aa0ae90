/// Paths into a JSON document with the kind for the leaves each one reaches, compiled to one automaton.
///
/// A path is names joined by dots: `user.email`, `cart[*].sku` for every element of an array, `**.token` for a
/// name at any depth, `*` for any one name. The first path of the list that reaches a leaf decides; a leaf no
/// path reaches is masked as ``Kind/detect``.
public struct JSONPaths: Sendable, Equatable {
    /// One path of a rule.
    public struct Path: Sendable, Equatable {
        /// One step of a path.
        public enum Step: Sendable, Equatable {
            /// A member of an object with this name.
            case name([UInt8])
            /// Any member of an object, or any element of an array.
            case any
            /// Any element of an array (`[*]`).
            case element
            /// Any number of steps, none included (`**`).
            case deep
        }
        /// The steps from the document's root.
        public var steps: [Step]
        /// The kind of the leaves it reaches; never ``Kind/json``.
        public var kind: Kind

        /// A path made of steps.
        public init(steps: [Step], kind: Kind) {
            self.steps = steps
            self.kind = kind
        }
    }

    /// The paths in order of precedence.
    public let paths: [Path]

    /// Compiles the paths.
    public init(_ paths: [Path]) {
        self.paths = paths
    }
}
