public import Catalog
import Glibc

/// Copies that are files of this host.
///
/// A file is renamed before it goes, to a name that only this deletion uses, and is looked at under that name: so what is
/// deleted is what was checked, even when another file takes the old name in between. A file with a second name, on
/// another device, with another inode or size, or written anew since it was recorded, is not touched.
public struct FileCopies: CopyStore {
    private let host: String

    /// The files of a host, which has to be this one.
    public init(host: String) { self.host = host }

    /// Whether a place is a file of this host.
    public func holds(_ place: CopyPlace) -> Bool { FilePlace.path(of: place, host: host) != nil }

    /// Renames, checks, removes, and looks again.
    public func delete(_ place: CopyPlace, deletion: String, isKnownSuccessor: (String) -> Bool) -> (
        DeletionOutcome, ServiceAnswer
    ) {
        guard let path = FilePlace.path(of: place, host: host) else {
            return (.failed(reason: "this is no file of \(host)"), ServiceAnswer())
        }
        do {
            let directory = try Directory(ofFile: path)
            return (
                try remove(place, in: directory, aside: ".\(deletion).mannequin-deleting", isKnownSuccessor), .init()
            )
        } catch {
            return (.failed(reason: error.description), ServiceAnswer())
        }
    }

    /// A file system brings nothing back; this tells whether the very file has its name again.
    public func look(for place: CopyPlace, isKnownSuccessor: (String) -> Bool) -> CopyRemains {
        let path = FilePlace.path(of: place, host: host)
        return path.flatMap(FilePlace.identity(of:)) == place.identity
            ? .something(seen: "the file has its name again") : .nothing(seen: "there is no such file")
    }

    private func remove(
        _ place: CopyPlace, in directory: Directory, aside: String, _ isKnownSuccessor: (String) -> Bool
    ) throws(RunError) -> DeletionOutcome {
        let recordedDevice = String(place.identity.prefix { $0 != ":" })
        guard directory.device == recordedDevice else {
            return .failed(
                reason:
                    "the directory lies on device \(directory.device), the copy was recorded on \(recordedDevice): is "
                    + "its volume mounted? If it is, `mannequin catalog register` records the file anew")
        }
        // What an earlier try has put aside is this copy.
        if let entry = try directory.entry(aside) {
            guard entry.isRecorded(at: place) else {
                return .blocked(until: nil, reason: "\(aside) lies there, and is not what was put aside")
            }
            return try finish(directory, aside, place)
        }
        guard let entry = try directory.entry(place.name) else { return .alreadyAbsent(seen: "there is no such file") }
        guard entry.isRecorded(at: place) else {
            if isKnownSuccessor(entry.identity) {
                return .alreadyAbsent(seen: "its name leads to another copy that the catalog knows")
            }
            return .blocked(until: nil, reason: Self.changed)
        }
        guard entry.isRegularFile else { return .blocked(until: nil, reason: "this is no regular file any more") }
        guard entry.linkCount == 1 else {
            return .blocked(
                until: nil, reason: "the file has \(entry.linkCount) names; its bytes would stay under others")
        }
        try directory.rename(place.name, aside: aside)
        guard try directory.entry(aside)?.isRecorded(at: place) == true else {
            try directory.rename(aside, backTo: place.name)
            return .blocked(until: nil, reason: Self.changed)
        }
        return try finish(directory, aside, place)
    }

    /// Removes the file that was put aside, and looks for it again.
    private func finish(_ directory: Directory, _ aside: String, _ place: CopyPlace) throws(RunError) -> DeletionOutcome
    {
        try directory.unlink(aside)
        try directory.synchronize()
        guard try directory.entry(aside) == nil, try directory.entry(place.name)?.identity != place.identity else {
            return .failed(reason: "the file is still there after it was removed")
        }
        return .gone(method: "unlink", seen: "no entry of its name or inode is left in the directory")
    }

    /// The reason that tells a file that took the name of a copy.
    static let changed = "another file has taken the name, or the file was written anew; it was not touched"
}

extension Directory.Entry {
    /// Whether this is the very file of a recorded copy.
    fileprivate func isRecorded(at place: CopyPlace) -> Bool {
        FilePlace.isRecorded(identity, byteCount, as: place.identity, place.byteCount)
    }
}
