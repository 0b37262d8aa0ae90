public import Catalog

/// The files of this host that a catalog knows: copies of snapshots, and its own.
public struct KnownFiles: Sendable {
    private let catalog: Catalog
    private let host: String

    /// What a catalog knows of the files of a host, which has to be this one.
    public init(_ catalog: Catalog, host: String) {
        self.catalog = catalog
        self.host = host
    }

    /// Refuses (exit 64) a path to a file of the catalog itself, by whatever name: its database and log, its signing key.
    func refuseOwn(_ path: String) throws(RunError) {
        guard !CatalogPlace(path: catalog.path).owns(path) else {
            throw RunError(.usage, "\(path) belongs to the catalog; nothing takes its place. Name another file")
        }
    }

    /// Refuses (exit 77) to let another file take the place of a copy whose snapshot is on legal hold.
    func refuseHeld(_ path: String) throws(RunError) {
        // Most names are of no copy, and asking about one is quicker than going through all.
        guard let place = FilePlace.of(path, host: host), try hasCopies(place) else { return }
        let isHeld: Bool
        do {
            isHeld = try catalog.kept(kind: "file").contains {
                $0.isHeld && $0.place.namespace == place.namespace && $0.place.name == place.name
            }
        } catch { throw RunError(error) }
        guard !isHeld else {
            throw RunError(
                .notAllowed, "\(path) is on legal hold by the catalog \(catalog.path); write under another name")
        }
    }

    /// Refuses (exit 77) to let another file take the place of any copy that is not known to be gone.
    func refuseCopies(_ path: String) throws(RunError) {
        guard let place = FilePlace.of(path, host: host), try hasCopies(place) else { return }
        throw RunError(
            .notAllowed, "\(path) is a snapshot that the catalog \(catalog.path) knows; write under another name")
    }

    /// Whether there are copies of a name that are not known to be gone.
    private func hasCopies(_ place: CopyPlace) throws(RunError) -> Bool {
        do { return try !catalog.livingCopies(in: place.namespace, named: place.name).isEmpty } catch {
            throw RunError(error)
        }
    }
}
