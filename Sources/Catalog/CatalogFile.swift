import GRDB

/// SQLite's errors, as what they mean for a catalog file.
struct CatalogFile {
    let path: String

    /// Runs, and turns what SQLite throws into a ``CatalogError``.
    func translating<Result>(_ body: () throws -> Result) throws(CatalogError) -> Result {
        do {
            return try body()
        } catch let error as CatalogError {
            throw error
        } catch let error as DatabaseError {
            throw translated(error)
        } catch is RowDecodingError {
            // Its own description would show what is in the row.
            throw CatalogError(
                .damaged,
                "\(path): the catalog is damaged: a row holds what it cannot hold; `mannequin catalog verify` "
                    + "names it")
        } catch {
            throw CatalogError(.inputOutput, "\(path): \(error)")
        }
    }

    /// The meaning of an error. SQLite's own messages hold names of tables, and what the guards say; no values.
    private func translated(_ error: DatabaseError) -> CatalogError {
        let message = error.message ?? "error \(error.extendedResultCode.rawValue) of SQLite"
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            return CatalogError(.busy, "\(path): another program writes to the catalog; try again")
        case .SQLITE_READONLY, .SQLITE_PERM:
            return CatalogError(.notWritable, "\(path): the catalog cannot be written here (\(message))")
        case .SQLITE_FULL:
            return CatalogError(.notWritable, "\(path): the disk is full; nothing of this step was written")
        case .SQLITE_CANTOPEN:
            return CatalogError(
                .notWritable, "\(path): the catalog, or a file beside it, cannot be opened (\(message))")
        case .SQLITE_NOTADB, .SQLITE_CORRUPT:
            return CatalogError(
                .damaged, "\(path): this is no catalog, or it is damaged (\(message)); restore it from a published copy"
            )
        case .SQLITE_CONSTRAINT:
            return CatalogError(refusal: error)
        default:
            return CatalogError(.inputOutput, "\(path): \(message)")
        }
    }
}

extension CatalogError {
    /// What a guard of the catalog said, in its own words: GRDB's description of the error holds the statement, too.
    init(refusal error: DatabaseError) {
        self.init(.refused, error.message ?? "error \(error.extendedResultCode.rawValue) of SQLite")
    }
}
