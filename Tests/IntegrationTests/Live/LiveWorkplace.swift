import Foundation
import Testing

/// What tests with servers have in common.
enum Live {
    /// Settings that make a snapshot begin at once, and be sent without a file.
    static let atOnce = ["repl-diskless-sync yes", "repl-diskless-sync-delay 0"]

    /// A command's environment, with a password of the server.
    static func environment(_ folder: TemporaryFolder, password: String? = nil) -> [String] {
        MannequinCommand.environment(in: folder) + (password.map { ["REDISCLI_AUTH=\($0)"] } ?? [])
    }

    /// Runs mannequin to its end.
    static func run(
        _ arguments: [String], in folder: TemporaryFolder, password: String? = nil
    ) throws -> MannequinCommand.Outcome {
        let process = try start(arguments, in: folder, password: password)
        return MannequinCommand.finish(process, in: folder)
    }

    static func start(_ arguments: [String], in folder: TemporaryFolder, password: String? = nil) throws -> ChildProcess
    {
        try ChildProcess(
            try MannequinCommand.path(), arguments, output: .file(folder.file(".stdout")),
            error: .file(folder.file(".stderr")), environment: environment(folder, password: password))
    }

    /// Everything a server holds, key by key.
    static func content(_ client: RESPClient, databases: [Int] = Array(0..<16)) throws -> [Entry.Name: Entry] {
        let policy = try client.ask("CONFIG", "GET", "maxmemory-policy").elements.last?.string ?? ""
        var entries: [Entry.Name: Entry] = [:]
        for database in databases {
            guard try client.ask("SELECT", "\(database)") == .text(Array("OK")) else { continue }
            let keys = try client.ask("KEYS", "*").elements.map(\.bytes)
            for key in keys {
                let answers = try client.ask([
                    [Array("OBJECT"), Array(policy.hasSuffix("lfu") ? "FREQ" : "IDLETIME"), key],
                    [Array("DEBUG"), Array("DIGEST-VALUE"), key], [Array("OBJECT"), Array("ENCODING"), key],
                    [Array("PEXPIRETIME"), key], [Array("DUMP"), key],
                ])
                let encoding = answers[2].string
                entries[Entry.Name(database: database, key: key)] = Entry(
                    digest: answers[1].elements.first?.string ?? "", encoding: encoding, expiry: answers[3].number,
                    recency: answers[0].number,
                    dump: ["hashtable", "stream"].contains(encoding) ? [] : answers[4].bytes)
            }
        }
        return entries
    }

    /// Every function library with its code, in no order.
    static func functions(_ client: RESPClient) throws -> Set<String> {
        Set(try client.ask("FUNCTION", "LIST", "WITHCODE").elements.compactMap { $0.elements.last?.string })
    }

    /// A key as a server has it.
    struct Entry {
        struct Name: Hashable { var database: Int, key: [UInt8] }

        var digest: String, encoding: String, expiry: Int?, recency: Int?
        /// What `DUMP` gives; a hash table's order depends on the process's hash seed.
        var dump: [UInt8]

        /// Whether another server's key is the same, up to the seconds that passed.
        func isSame(as other: Entry) -> Bool {
            digest == other.digest && encoding == other.encoding && expiry == other.expiry && dump == other.dump
                && abs((recency ?? 0) - (other.recency ?? 0)) <= 10
        }
    }

    static func expectSame(_ left: [Entry.Name: Entry], _ right: [Entry.Name: Entry]) {
        #expect(Set(left.keys) == Set(right.keys))
        for (name, entry) in left {
            guard let other = right[name] else { continue }
            #expect(
                entry.isSame(as: other),
                "database \(name.database), a \(entry.encoding): \(entry.recency ?? -9), \(other.recency ?? -9)")
        }
    }
}
