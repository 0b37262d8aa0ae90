import Foundation

/// The right to write to a catalog: one process at a time has it, for one transaction.
///
/// It is an advisory lock (`flock`) on a file beside the catalog. The system takes it back when its owner dies, so a file
/// that is there is no lock by itself; what it says about its owner is for people, and is stale when the lock is free.
enum CatalogLock {
    /// Waits for the lock, at most so long, runs, and gives it back. Throws ``CatalogError/Code/busy`` with the owner
    /// when the wait was in vain.
    static func holding<Result>(
        besides catalog: String, _ writer: Catalog.Writer, _ body: () throws(CatalogError) -> Result
    ) throws(CatalogError) -> Result {
        let file = try LockedFile(catalog + ".lock")
        let deadline = ContinuousClock.now + writer.patience
        while try !file.lock() {
            guard ContinuousClock.now < deadline else {
                throw CatalogError(.busy, "\(catalog): locked by \(file.content); try again when it is done")
            }
            Thread.sleep(forTimeInterval: 0.002)
        }
        defer { file.unlock() }
        file.replaceContent(
            "\(writer.purpose) of \(writer.actor.name), pid \(ProcessInfo.processInfo.processIdentifier) on "
                + "\(writer.actor.host), since \(Date().formatted(.iso8601))")
        return try body()
    }
}
