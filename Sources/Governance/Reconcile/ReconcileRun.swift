public import Catalog
import Foundation
import Glibc

/// What comparing a location with the catalog found.
public struct ReconcileReport: Encodable, Sendable {
    /// One place where they do not agree.
    public struct Item: Encodable, Sendable {
        /// `orphan`, `missing`, `changed` or `undead`.
        public var kind: String
        /// The file or blob.
        public var path: String
        /// How large it is.
        public var bytes: Int64?
        /// What it means.
        public var detail: String
        /// The uid of the finding.
        public var finding: String
        /// Whether it was found for the first time.
        public var isNew: Bool

        enum CodingKeys: String, CodingKey {
            case kind, path, bytes, detail, finding
            case isNew = "is_new"
        }
    }

    /// The uid of the run.
    public var run: String
    /// Files and blobs that were compared.
    public var files = 0
    /// Findings of these locations that are no longer so.
    public var resolved = 0
    /// What does not agree.
    public var items: [Item] = []
    /// Directories, files and containers that could not be looked at, and why where that is known: nothing is known of
    /// them.
    public var unreadable: [String] = []

    /// 0 when all agrees, 74 when a directory or file could not be looked at, else 1.
    public var status: ExitStatus {
        if !unreadable.isEmpty { return .inputOutput }
        return items.isEmpty ? .done : .checkFailed
    }
}

/// One run of `mannequin reconcile`: compares directories and containers with the catalog, and records what does not agree
/// as findings.
///
/// Nothing is repaired, deleted or registered.
public struct ReconcileRun: Sendable {
    private let catalog: Catalog
    private let tool: String
    private let host: String
    private let access: BlobAccess

    /// A comparison with a catalog.
    public init(_ catalog: Catalog, tool: String, host: String, access: BlobAccess = BlobAccess()) {
        self.catalog = catalog
        self.tool = tool
        self.host = host
        self.access = access
    }

    /// Compares all below some directories, and all blobs whose names begin as some addresses say.
    public func run(_ roots: [String]) throws -> ReconcileReport {
        let directories = roots.filter { !BlobSearch.isLocation($0) }
        for root in directories where !FileManager.default.fileExists(atPath: root) {
            throw RunError(.noInput, "\(root): there is no such directory")
        }
        let blobs = try roots.filter(BlobSearch.isLocation).map { try BlobSearch($0, access) }
        let searches = directories.map { SnapshotSearch(below: $0) }
        let candidates = searches.flatMap(\.candidates)
        var digests: [String: Data] = [:]
        for candidate in try unknown(candidates) {
            digests[candidate.path] = (try? SnapshotFile.sha256(of: candidate.path)).flatMap { Data(hexadecimal: $0) }
        }
        let blobDigests = try blobs.map { try $0.digests(unknownTo: catalog) }
        do {
            return try catalog.write { log in
                let run = try log.startRun("reconcile", pid: getpid(), tool: tool)
                var report = ReconcileReport(run: run.uid)
                report.files = candidates.count + blobs.map(\.candidates.count).reduce(0, +)
                report.unreadable = searches.flatMap(\.obstacles)
                    .map { obstacle in obstacle.path + (obstacle.reason.map { " (\($0))" } ?? "") }
                for (search, digests) in zip(blobs, blobDigests) {
                    try compare(search, digests, log, run, &report)
                }
                for candidate in candidates { try compare(candidate, digests[candidate.path], log, run, &report) }
                for directory in Set(searches.flatMap(\.directories)).sorted() {
                    try lookForMissing(in: directory, candidates, log, run, &report)
                    try resolveOld(in: directory, log, &report)
                }
                try log.endRun(run)
                return report
            }
        } catch {
            throw RunError(error)
        }
    }

    /// The files that are no copy the catalog knows: only these have to be read.
    private func unknown(_ candidates: [SnapshotSearch.Candidate]) throws -> [SnapshotSearch.Candidate] {
        try candidates.filter { candidate in
            let namespace = FilePlace.namespace(ofDirectory: candidate.directory, host: host)
            return try !catalog.livingCopies(in: namespace, named: candidate.name).contains { copy in
                try candidate.isFile(of: copy, byteCount: catalog.byteCount(of: copy))
            }
        }
    }

    private func compare(
        _ candidate: SnapshotSearch.Candidate, _ digest: Data?, _ log: EventLog, _ run: Run,
        _ report: inout ReconcileReport
    ) throws {
        let namespace = FilePlace.namespace(ofDirectory: candidate.directory, host: host)
        let place = CopyPlace(
            kind: "file", namespace: namespace, name: candidate.name, identity: candidate.identity)
        let stray =
            candidate.name.contains(".mannequin-")
            ? "left by a run that was killed"
            : candidate.hasMagic ? "an RDB file nobody registered" : "named like an RDB file"
        try compare(
            place, isKnown: { try candidate.isFile(of: $0, byteCount: log.byteCount(of: $0)) }, path: candidate.path,
            bytes: candidate.byteCount,
            digest, stray: stray, log, run, &report)
    }

    /// Finds what is at a place and is no copy that the catalog knows there. `stray` says what it is when nothing else does.
    func compare(
        _ place: CopyPlace, isKnown: (Copy) throws -> Bool, path: String, bytes: Int64, _ digest: Data?, stray: String,
        isCurrent: Bool = true, _ log: EventLog, _ run: Run, _ report: inout ReconcileReport
    ) throws {
        let copies = try log.livingCopies(in: place.namespace, named: place.name)
        if try copies.contains(where: isKnown) { return }
        let known = try digest.flatMap { try log.snapshot(sha256: $0) }
        let (kind, detail): (String, String)
        if let known, try !log.isThere(known) {
            (kind, detail) = ("undead", "the bytes of snapshot \(known.uid), which is on record as deleted")
        } else if isCurrent, let copy = copies.last {
            (kind, detail) = (
                "changed",
                "copy \(copy.uid) was recorded under this name; this is another \(place.kind == "file" ? "file" : "blob")"
            )
        } else if let known {
            (kind, detail) = ("orphan", "one more copy of snapshot \(known.uid)")
        } else {
            (kind, detail) = ("orphan", stray)
        }
        let (finding, isNew) = try log.find(kind, at: place, copy: copies.last, bytes: bytes, run: run)
        report.items.append(
            ReconcileReport.Item(
                kind: kind, path: path, bytes: bytes, detail: detail, finding: finding.uid, isNew: isNew))
    }

    /// Copies of the catalog that lie no more where they should.
    private func lookForMissing(
        in directory: String, _ candidates: [SnapshotSearch.Candidate], _ log: EventLog, _ run: Run,
        _ report: inout ReconcileReport
    ) throws {
        let namespace = FilePlace.namespace(ofDirectory: directory, host: host)
        let present = Set(candidates.filter { $0.directory == directory }.map(\.name))
        for copy in try log.livingCopies(in: namespace) where !present.contains(copy.name) {
            let place = CopyPlace(kind: "file", namespace: namespace, name: copy.name, identity: copy.identity)
            if let path = FilePlace.path(of: place, host: host), FilePlace.identity(of: path) == copy.identity {
                continue
            }
            let (finding, isNew) = try log.find("missing", at: place, copy: copy, bytes: nil, run: run)
            report.items.append(
                ReconcileReport.Item(
                    kind: "missing", path: FilePlace.path(of: place, host: host) ?? copy.name, bytes: nil,
                    detail: "copy \(copy.uid) is not there, and no sweep has deleted it", finding: finding.uid,
                    isNew: isNew))
        }
    }

    /// Ends findings of a directory that this run did not find again.
    private func resolveOld(in directory: String, _ log: EventLog, _ report: inout ReconcileReport) throws {
        let found = Set(report.items.map(\.finding))
        let open = try log.openFindings(in: FilePlace.namespace(ofDirectory: directory, host: host))
        for finding in open where !found.contains(finding.uid) {
            try log.resolve(finding, as: "no-longer-so", because: "not found again")
            report.resolved += 1
        }
    }
}
