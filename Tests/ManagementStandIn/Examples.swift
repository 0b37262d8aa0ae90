import Foundation

/// The published examples of `Tests/Fixtures/azure`: what the stand-in answers begins as one of them.
enum Examples {
    /// An example as a whole.
    static func document(_ name: String) -> [String: Any] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Fixtures/azure")
        let data = try? Data(contentsOf: folder.appending(path: "\(name).json"))
        return (data.flatMap { try? JSONSerialization.jsonObject(with: $0) } as? [String: Any]) ?? [:]
    }

    /// The body of the answer with status 200.
    static func body(_ name: String) -> [String: Any] {
        let responses = document(name)["responses"] as? [String: Any]
        return (responses?["200"] as? [String: Any])?["body"] as? [String: Any] ?? [:]
    }

    /// The members of a request's body.
    static func members(_ name: String) -> Set<String> {
        let parameters = document(name)["parameters"] as? [String: Any]
        return Set((parameters?["parameters"] as? [String: Any] ?? [:]).keys)
    }
}
