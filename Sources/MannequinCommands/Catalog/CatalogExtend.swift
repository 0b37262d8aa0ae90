import ArgumentParser
import Catalog
import Governance

/// `mannequin catalog extend`.
struct CatalogExtend: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "extend",
        abstract: "Lets a snapshot live longer, within what its policy allows.",
        discussion: """
            A policy says how often, up to when, and from which time on a second person has to approve.

            EXAMPLES
              mannequin catalog extend test.rdb --by 7d --reason "load test goes on"
              mannequin catalog extend test.rdb --to 2026-12-24 --reason "load test goes on"
            """)

    @OptionGroup var catalog: CatalogOptions

    @Argument(help: .snapshot)
    var snapshot: String

    @Option(name: .long, help: ArgumentHelp("So much longer than now planned.", valueName: "span"))
    var by: TimeSpan?

    @Option(name: .long, help: ArgumentHelp("Until this moment.", valueName: "time"))
    var to: Moment?

    @Option(name: .long, help: "Why.")
    var reason: String

    func validate() throws {
        guard (by == nil) != (to == nil) else { throw ValidationError("Give --by or --to.") }
    }

    func run() throws {
        let (result, moment) = try catalog.open(for: "catalog extend").write { log in
            let found = try log.snapshot(snapshot)
            let current = try log.expiry(of: found)?.expiresMs ?? log.now
            let moment = to?.milliseconds ?? current + (by?.milliseconds ?? 0)
            return (try log.extend(found, to: moment, because: reason), moment)
        }
        switch result {
        case .granted: print("Expires \(Moments.moment(moment)).")
        case .needsApproval(let uid):
            print("A second person has to approve: mannequin catalog approve \(uid)")
        }
    }
}

/// `mannequin catalog approve`.
struct CatalogApprove: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve",
        abstract: "Approves, as a second person, what somebody asked for.",
        discussion: """
            EXAMPLES
              mannequin catalog approve 01a21104-fa70-7070-b591-2dd3e19bc43f
              mannequin catalog approve 01a21104-fa70-7070-b591-2dd3e19bc43f --deny
            """)

    @OptionGroup var catalog: CatalogOptions

    @Argument(help: "The uid of the request.")
    var request: String

    @Flag(name: .long, help: "Deny it.")
    var deny = false

    func run() throws {
        let expires = try catalog.open(for: "catalog approve").write { log in
            let snapshot = try log.decide(request, approve: !deny)
            return try log.expiry(of: snapshot)?.expiresMs
        }
        print("\(deny ? "Denied" : "Approved"). The snapshot expires \(expires.map(Moments.moment) ?? "?").")
    }
}

/// `mannequin catalog expire-now`.
struct CatalogExpireNow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "expire-now",
        abstract: "Lets a snapshot expire at once, with all whose policy says that it goes with its parent.",
        discussion: """
            The next sweep deletes it, unless it is on hold.

            EXAMPLES
              mannequin catalog expire-now dump.rdb --reason "the rules missed a field"
            """)

    @OptionGroup var catalog: CatalogOptions

    @Argument(help: .snapshot)
    var snapshot: String

    @Option(name: .long, help: "Why.")
    var reason: String

    func run() throws {
        let isOnHold = try catalog.open(for: "catalog expire-now").write { log in
            let found = try log.snapshot(snapshot)
            try log.expireNow(found, because: reason)
            return try log.isOnHold(found)
        }
        print(
            isOnHold
                ? "Expired. It is on hold, and is not deleted before that ends: see `mannequin catalog release`."
                : "Expired. The next `mannequin sweep` deletes it.")
    }
}
