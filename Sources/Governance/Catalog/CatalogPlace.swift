public import Catalog
import Foundation
import Glibc

/// Where the catalog of a command is, and how it is opened.
public struct CatalogPlace: Sendable {
    /// The path of the SQLite file.
    public let path: String

    /// The catalog at a path.
    public init(path: String) { self.path = path }

    /// The catalog a command means: the path it was given, `MANNEQUIN_CATALOG`, or the user's own below
    /// `XDG_DATA_HOME` (XDG Base Directory Specification; `~/.local/share` where it is not set).
    public init(given path: String?, environment: [String: String]) throws(RunError) {
        func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        if let path = path ?? value("MANNEQUIN_CATALOG") {
            self.path = path
        } else if let data = value("XDG_DATA_HOME") ?? value("HOME").map({ $0 + "/.local/share" }) {
            self.path = data + "/mannequin/catalog.sqlite"
        } else {
            throw RunError(.usage, "there is no home directory for a catalog: give --catalog FILE, or --no-catalog")
        }
    }

    /// What belongs to the catalog lies beside it: the path without `.sqlite`, and an ending.
    public func beside(_ ending: String) -> String {
        (path.hasSuffix(".sqlite") ? String(path.dropLast(".sqlite".count)) : path) + ending
    }

    /// Whether a path leads to a file of the catalog itself: the database and its log, or the signing key with its public one.
    func owns(_ other: String) -> Bool {
        let key = SigningKeyFile.path(beside: self)
        let logs = [path, FilePlace.resolved(path)].flatMap { path in ["-wal", "-shm", "-journal"].map { path + $0 } }
        return ([path, key, SigningKeyFile.publicPath(of: key)] + logs).contains { FilePlace.isSame($0, other) }
    }

    /// Opens it for reading where it is there.
    public func openIfThere() throws(RunError) -> Catalog? {
        do { return try Catalog.openReadOnly(path) } catch {
            if error.code == .absent { return nil }
            throw RunError(error)
        }
    }

    /// Opens it for reading.
    public func openReadOnly() throws(RunError) -> Catalog {
        do { return try Catalog.openReadOnly(path) } catch { throw RunError(error) }
    }

    /// Opens it for writing, and makes it where there is none.
    public func open(for purpose: String, by actor: Actor, at now: Int64?) throws(RunError) -> Catalog {
        let writer = Catalog.Writer(actor: actor, purpose: purpose) { now ?? Self.now() }
        do { return try Catalog.open(path, writer: writer) } catch { throw RunError(error) }
    }

    /// The time, in ms since 1970.
    public static func now() -> Int64 { Int64(Date().timeIntervalSince1970 * 1000) }
}

extension Actor {
    /// Who runs this process: the user of the operating system, or who became root by sudo. Only root is believed: else
    /// whoever sets `SUDO_USER` would be a second person to themselves.
    public static func current(environment: [String: String]) -> Actor {
        var name = NSUserName()
        if geteuid() == 0, let before = environment["SUDO_USER"], !before.isEmpty { name = before }
        return Actor(name: name, host: ProcessInfo.processInfo.hostName)
    }
}

extension RunError {
    /// A catalog's error with the exit status it leads to.
    public init(_ error: CatalogError) {
        let status: ExitStatus =
            switch error.code {
            case .absent: .noInput
            case .busy, .claimed: .tryAgain
            case .notWritable: .cannotCreate
            case .refused: .notAllowed
            case .unknown: .noInput
            case .misasked: .usage
            case .newer: .badConfiguration
            case .damaged: .badData
            default: .inputOutput
            }
        self.init(status, error.description)
        isRetryable = error.code == .busy
    }
}

extension Catalog {
    /// As ``Catalog/Catalog/write(_:)``, with the error of a run.
    func commit<Result>(_ body: (EventLog) throws -> Result) throws(RunError) -> Result {
        do { return try write(body) } catch { throw RunError(error) }
    }
}
