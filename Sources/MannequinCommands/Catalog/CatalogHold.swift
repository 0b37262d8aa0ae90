import ArgumentParser
import Catalog
import Governance

/// `mannequin catalog hold`.
struct CatalogHold: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hold",
        abstract: "Places a legal hold: nothing of the snapshot is deleted until it is released.",
        discussion: """
            EXAMPLES
              mannequin catalog hold dump.rdb --reason "incident 4711"
            """)

    @OptionGroup var catalog: CatalogOptions

    @Argument(help: "The snapshot: a uid, a SHA-256, the beginning of either, or a path.")
    var snapshot: String

    @Option(name: .long, help: "Why: a case, a ticket.")
    var reason: String

    func run() throws {
        let uid = try catalog.open(for: "catalog hold").write { log in
            try log.hold(try log.snapshot(snapshot), because: reason)
        }
        print("On hold until it is released: hold \(uid).")
    }
}

/// `mannequin catalog release`.
struct CatalogRelease: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release",
        abstract: "Releases a snapshot from legal hold; what is overdue is due again.",
        discussion: """
            EXAMPLES
              mannequin catalog release dump.rdb --reason "incident 4711 is closed"
            """)

    @OptionGroup var catalog: CatalogOptions

    @Argument(help: "The snapshot: a uid, a SHA-256, the beginning of either, or a path.")
    var snapshot: String

    @Option(name: .long, help: "The uid of one hold (default: all of the snapshot).")
    var hold: String?

    @Option(name: .long, help: "Why.")
    var reason: String

    func run() throws {
        let (count, expires) = try catalog.open(for: "catalog release").write { log in
            let found = try log.snapshot(snapshot)
            let count = try log.release(found, hold: hold, because: reason)
            return (count, try log.expiry(of: found)?.expiresMs)
        }
        let due = expires.map { $0 <= catalog.moment ? "It is due for deletion." : "It expires \(Moments.moment($0))." }
        print("Released \(count) \(count == 1 ? "hold" : "holds"). \(due ?? "")")
    }
}
