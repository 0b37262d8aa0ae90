public import Catalog

/// The proof that a snapshot, and all that was made from it, is gone, or the statement of what is not.
public struct DeletionCertificate: Encodable, Sendable {
    /// The snapshot it is about.
    public let snapshot: SnapshotSummary
    /// When it was made out.
    public let issued: String
    /// The number and hash of the last event it rests on.
    public let head: String
    /// A line for each copy of the whole family: the shipped query `deletion-proof`.
    public let copies: [[String: QueryResult.Value]]
    /// What stands in the way of deleting a copy, by the copy's uid: the shipped query `overdue`.
    public let obstacles: [String: String]
    /// Whether each copy is proved to be gone, and none can be brought back.
    public let isProved: Bool

    enum CodingKeys: String, CodingKey {
        case snapshot, issued, head, copies, obstacles
        case isProved = "is_proved"
    }

    /// Makes out the certificate of a snapshot. Rests on the catalog alone: `catalog verify` tells what that is worth.
    public init(of snapshot: Snapshot, in catalog: Catalog, at now: Int64) throws {
        guard let query = ShippedQuery.all.first(where: { $0.name == "deletion-proof" }) else {
            throw RunError(.badConfiguration, "the query deletion-proof is not in this program")
        }
        self.snapshot = try catalog.summary(of: snapshot, at: now)
        issued = Moments.moment(now)
        copies = try catalog.answer(query, ["snapshot": snapshot.uid], at: now).objects
        let uids = copies.map { $0["copy"] }
        obstacles = try Self.obstacles(in: catalog, at: now).filter { uids.contains(.text($0.key)) }
        head = try catalog.head()
        isProved = copies.allSatisfy { $0["verdict"] == .text("PROVED") }
    }

    private static func obstacles(in catalog: Catalog, at now: Int64) throws -> [String: String] {
        guard let query = ShippedQuery.all.first(where: { $0.name == "overdue" }) else { return [:] }
        var found: [String: String] = [:]
        for row in try catalog.answer(query, [:], at: now).objects {
            guard case .text(let copy)? = row["copy"], case .text(let detail)? = row["detail"] else { continue }
            found[copy] = detail
        }
        return found
    }

    /// For people to read and to file.
    public var text: String {
        var lines = [
            "CERTIFICATE OF DELETION", "",
            "Snapshot     \(snapshot.uid), \(snapshot.kind)", "From         \(snapshot.source)",
            "SHA-256      \(snapshot.sha256 ?? "unknown")", "Registered   \(snapshot.registered)",
            "Expired      \(snapshot.expires ?? "")", "Issued       \(issued)", "Log head     \(head)", "",
            isProved
                ? "The snapshot and all that was made from it is gone from every place that the catalog knows."
                : "NOT PROVED: something is still there, may be brought back, or is known of no place.",
        ]
        for copy in copies {
            func text(_ column: String) -> String { copy[column]?.description ?? "" }
            lines += [
                "", "\(text("verdict")): \(text("kind")) \(text("snapshot"))",
                text("copy").isEmpty
                    ? "  it came from, or went to, a pipe: no copy of it is known"
                    : "  \(text("namespace"))/\(text("name")), copy \(text("copy"))",
            ]
            if !text("verified").isEmpty {
                lines.append("  deleted \(text("deleted")) (\(text("method"))), looked for again \(text("verified")):")
                lines.append("  \(text("verified_how")); event \(text("event_seq")) \(text("event_hash"))")
            }
            if let obstacle = obstacles[text("copy")] { lines.append("  it could not be deleted: \(obstacle)") }
            if !text("recoverable_until").isEmpty {
                lines.append("  the service can bring it back until \(text("recoverable_until"))")
                lines.append(
                    text("looked_again").isEmpty
                        ? "  nobody has looked since whether it still can; the next sweep after that does"
                        : "  looked for again after that: \(text("looked_again"))")
            }
        }
        return lines.joined(separator: "\n")
    }
}
