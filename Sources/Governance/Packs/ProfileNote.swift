public import Sanitizing

/// What a profile does and leaves undone, for the report.
extension SanitizeOptions.Profile {
    /// One sentence each.
    public var notes: [String] {
        switch self {
        case .pseudonymize: []
        case .anonymize:
            [
                "profile anonymize: the masking key is gone; dates that are found or named keep their year, nothing is left "
                    + "of coordinates, times and ages under named fields",
                "profile anonymize: expiries, stream IDs, scores, what rules keep, lengths, counts and frequencies stay",
            ]
        }
    }
}
