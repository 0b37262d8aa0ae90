import Foundation
import GRDB
import GRDBSQLite

/// How connections to a catalog are set up.
enum Connection {
    /// For the one who writes.
    static var writing: Configuration {
        var configuration = common
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA recursive_triggers = ON; PRAGMA trusted_schema = OFF")
        }
        return configuration
    }

    /// For those who read: SQLite refuses every change.
    static var reading: Configuration {
        var configuration = common
        configuration.readonly = true
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA query_only = ON; PRAGMA trusted_schema = OFF")
        }
        return configuration
    }

    /// How long SQLite waits for a lock of another connection.
    static let patienceMs = 30_000

    private static var common: Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(TimeInterval(patienceMs) / 1000)
        configuration.maximumReaderCount = 1
        return configuration
    }

    /// Leaves the files of the write-ahead log in place when the last connection closes, so that a user who may not
    /// write to the directory can still read.
    static func keepLogFiles(of database: Database) {
        var isOn: CInt = 1
        _ = unsafe sqlite3_file_control(database.sqliteConnection, nil, SQLITE_FCNTL_PERSIST_WAL, &isOn)
    }
}
