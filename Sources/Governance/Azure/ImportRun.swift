public import AzureManagement
import BlobStorage
import Catalog
import Foundation
import RedisDump
import Sanitizing

/// One run of `mannequin import azure`: have a cache or database take the data of blobs in the place of its own.
public struct ImportRun: Sendable {
    /// The cache or database.
    public var resource: CacheResource
    /// The blobs: `az://account/container/name`, or their URLs.
    public var blobs: [String]
    /// Whether all that the target holds may be deleted, which an import does.
    public var replaces = false
    /// Whether snapshots may be imported that the catalog does not know as sanitized.
    public var allowsUnknown = false
    /// Whether snapshots may be imported that are raw: when production data moves to another place of production.
    public var allowsRaw = false
    /// How blobs, identities and the service are got at.
    public var access = BlobAccess()
    /// How the service is asked.
    public var options = OperationOptions()
    /// Writes the run down in a catalog; nil where nothing is recorded.
    public var recorder: ServiceRecorder?

    /// A run.
    public init(_ resource: CacheResource, from blobs: [String]) {
        self.resource = resource
        self.blobs = blobs
    }

    /// Runs. What the service says is in the report, failures too; see ``OperationReport/exitStatus``. Throws when the
    /// command is wrong or what it asks for is not allowed, and when the service does not take the request.
    public func run(progress: (OperationProgress) throws -> Void = { _ in }) throws -> ImportReport {
        let started = ContinuousClock.now
        var report = try perform(progress)
        report.operation.noteDuration(since: started)
        return report
    }

    private func perform(_ progress: (OperationProgress) throws -> Void) throws -> ImportReport {
        let addresses = try addresses()
        guard options.isDryRun || replaces else {
            throw RunError(
                .usage,
                "an import deletes all that \(resource.id) holds, and nobody can use it meanwhile; give --replace when that "
                    + "is meant")
        }
        let shared = OperationRun(resource: resource, access: access, options: options, recorder: recorder)
        var report = ImportReport(OperationReport(kind: "import", of: resource))
        let looked = shared.look(&report.operation)
        let read = try read(addresses, &report, progress)
        if let facts = looked?.facts, read.count == addresses.count { check(read, facts, &report) }
        let grants = sign(addresses, shared, &report)
        report.operation.checks += [
            Preflight.provenance(read, allowsUnknown: allowsUnknown, allowsRaw: allowsRaw), Preflight.accountKind,
        ]
        guard report.operation.checks.stop == nil, let looked, let grants, let first = grants.first else {
            report.operation.state = options.isDryRun ? .rehearsed : .stopped
            return report
        }
        guard !options.isDryRun else { return report }
        let facts = try report.operation.facts(places: read.map(\.name), first)
        let recording = try recorder?.begin(facts, loading: read)
        report.operation.catalog = recorder?.catalog.path
        report.operation.runID = recording?.run.uid
        try ask(.import(from: grants), looked.client, shared, recording, &report, progress)
        return report
    }

    private func ask(
        _ request: CacheRequest, _ client: ManagementClient, _ shared: OperationRun,
        _ recording: ServiceRecorder.Recording?, _ report: inout ImportReport,
        _ progress: (OperationProgress) throws -> Void
    ) throws {
        do {
            try shared.perform(request, client, recording, &report.operation, progress: progress)
            guard let recorder, let recording else { return }
            try recorder.settle(recording, report.operation.state)
            try recorder.end(recording, error: report.operation.failure)
        } catch {
            if let recorder, let recording {
                // It has failed already: that this cannot be written down changes nothing, and the next run will see it.
                try? recorder.settle(recording, report.operation.state)
                if report.operation.state == .refused { try? recorder.withdraw(recording) }
                try? recorder.end(recording, error: (error as? RunError)?.description ?? "\(type(of: error))")
            }
            throw error
        }
    }

    private func addresses() throws -> [BlobAddress] {
        guard !blobs.isEmpty else { throw RunError(.usage, "there is no blob to import") }
        if resource.provider == .enterprise, options.usesManagedIdentity {
            throw RunError(.usage, "imports of Managed Redis and Enterprise take SAS only; leave --auth out")
        }
        return try blobs.map { text in
            guard let address = try BlobAccess.address(text), address.kind == "azure-blob" else {
                throw RunError(.usage, "\(text) is no blob of Azure; write az://account/container/name")
            }
            guard address.id.generation == .current else {
                throw RunError(.usage, "\(address.shown): the service imports current blobs, no versions or snapshots")
            }
            return address
        }
    }

    /// Reads all blobs; one that cannot be read, or is no snapshot, is a row.
    private func read(
        _ addresses: [BlobAddress], _ report: inout ImportReport, _ progress: (OperationProgress) throws -> Void
    ) throws -> [ImportedBlob] {
        var read: [ImportedBlob] = []
        for address in addresses {
            do {
                read.append(try inspect(address, progress))
            } catch let error as RunError {
                report.operation.checks.append(.stop("storage", error.description, error.status))
            }
        }
        report.blobs = read.map(ImportReport.Blob.init)
        if read.count == addresses.count {
            report.operation.checks.append(
                PreflightRow("storage", .ok, "all blobs can be read with these credentials"))
        }
        return read
    }

    /// Reads a blob as a whole: what is in it, and its digest.
    private func inspect(_ address: BlobAddress, _ progress: (OperationProgress) throws -> Void) throws -> ImportedBlob
    {
        let store = try access.store(of: address)
        let facts: BlobFacts
        do { facts = try Blocking.wait { try await store.head(address.id) } } catch { throw RunError(blob: error) }
        let source = try SnapshotFile(address, access)
        do {
            let dump = try DumpSource(source), content = ContentDigest.observing(dump)
            let inspection = try Inspector.run(dump, InspectOptions(now: CatalogPlace.now())) {
                try progress(.reading($0, source.totalByteCount))
            }
            let sha256 = source.finishDigest()
            let known = try recorder?.known([sha256] + [content?.finish()].compactMap(\.self))
            return ImportedBlob(
                name: address.shown, facts: facts, inspection: inspection, sha256: sha256, byteCount: source.byteCount,
                kind: known?.kind, source: known?.source)
        } catch let error as ReadError {
            throw RunError(.badData, "\(source.name): \(error)")
        }
    }

    private func check(_ read: [ImportedBlob], _ facts: CacheFacts, _ report: inout ImportReport) {
        report.operation.checks += [
            Preflight.rdbVersion(read, facts), Preflight.modules(read, facts, of: resource),
            Preflight.databases(read, facts), Preflight.memory(read, facts), Preflight.blobType(read),
            Preflight.direction(read, to: resource),
        ]
    }

    private func sign(_ addresses: [BlobAddress], _ shared: OperationRun, _ report: inout ImportReport)
        -> [SharedAccess]?
    {
        do {
            let grants = try shared.grant(addresses, toContainer: false, "r")
            if let first = grants.first { report.operation.note(first) }
            let rows = grants.map { Preflight.signature($0, needs: "r", at: Date()) }
            if let row = rows.first(where: { $0.status == .stop }) ?? rows.first { report.operation.checks.append(row) }
            return grants
        } catch {
            let failure = RunError(blob: error)
            report.operation.checks.append(.stop("signature", failure.description, failure.status))
            return nil
        }
    }
}
