/// What can be said of any in-toto statement, whoever made it and whatever its predicate is.
public struct StatementOutline: Decodable, Sendable {
    /// A file that is spoken of.
    public struct Subject: Codable, Sendable, Equatable {
        /// Its name, for people.
        public var name: String?
        /// Its digests by algorithm.
        public var digest: [String: String]
    }

    /// What it is about.
    public var subject: [Subject]
    /// What kind of thing is said.
    public var predicateType: String

    private enum CodingKeys: String, CodingKey {
        case type = "_type"
        case subject, predicateType
    }

    /// Reads a statement. Throws when it is none of version 1, or has a subject without a digest.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        subject = try container.decode([Subject].self, forKey: .subject)
        predicateType = try container.decode(String.self, forKey: .predicateType)
        let isComplete = !subject.isEmpty && !predicateType.isEmpty && subject.allSatisfy { !$0.digest.isEmpty }
        guard try container.decode(String.self, forKey: .type) == EvidenceURI.statement, isComplete else {
            throw DecodingError.dataCorruptedError(
                forKey: .type, in: container, debugDescription: "no in-toto statement of version 1")
        }
    }
}
