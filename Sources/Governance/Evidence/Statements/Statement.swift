import Foundation

/// An in-toto statement (version 1) of ours: something is said about files that are named by their digests.
struct Statement: Equatable {
    /// What it is about.
    var subjects: [StatementOutline.Subject]
    /// The type of ``predicate``.
    var predicateType: String
    /// What is said.
    var predicate: JSONValue

    /// The bytes that are signed.
    func bytes() throws -> Data {
        let document: JSONValue = [
            "_type": .string(EvidenceURI.statement),
            "subject": .array(subjects.map(subject)),
            "predicateType": .string(predicateType),
            "predicate": predicate,
        ]
        return try document.bytes()
    }

    private func subject(_ subject: StatementOutline.Subject) -> JSONValue {
        [
            "name": subject.name.map(JSONValue.string),
            "digest": .object(subject.digest.mapValues(JSONValue.string)),
        ]
    }
}
