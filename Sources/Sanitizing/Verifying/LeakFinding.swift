public import Masking

/// Something that stands in the result and must not.
public struct LeakFinding: Sendable, Equatable {
    /// Why it must not.
    public enum Kind: String, Sendable, CaseIterable {
        /// It is masked elsewhere.
        case token
        /// It was planted to be looked for.
        case canary
    }

    /// Why it must not.
    public var kind: Kind
    /// The number of the key in the file, from 1; 0 outside of keys.
    public var key: UInt64
    /// Offset in the RDB file of the snapshot.
    public var offset: UInt64
    /// In what it is written, from the outside to the inside; empty where it stands as it is.
    public var layers: [Layer.Form]
    /// The line of a canary in its file.
    public var line: Int?
    /// What was found. Never shown and never stored: for telling findings that were reviewed.
    public var text: [UInt8]
}

extension LeakFinding {
    init(_ suspect: PairFindings.Suspect) {
        self.init(
            kind: .token, key: suspect.key, offset: suspect.offset, layers: suspect.layers, line: nil,
            text: suspect.text)
    }

    /// As a broken promise, without the value.
    var violation: Verification.Violation {
        let inside = layers.isEmpty ? "" : ", inside \(layers.map(\.rawValue).joined(separator: " > "))"
        let message =
            switch kind {
            case .token: "a token that is masked elsewhere stands in the result\(inside)"
            case .canary: "the canary of line \(line ?? 0) stands in the result\(inside)"
            }
        return .init(promise: .nothingLeaks, key: key, offset: offset, message: message)
    }
}

/// How many canaries were found where.
public struct CanaryCounts: Sendable, Equatable {
    /// How many were looked for.
    public var wanted: Int
    /// How many of them the original has: only these say something of masking.
    public var inOriginal: Int
    /// How many the result has.
    public var inResult: Int
}
