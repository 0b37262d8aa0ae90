public import AzureManagement
import BlobStorage
import Catalog
import Foundation

/// One run of `mannequin export azure`: have a cache or database write its data into a container, and register what came.
public struct ExportRun: Sendable {
    /// The cache or database.
    public var resource: CacheResource
    /// The container: `az://account/container[/prefix]`, or its URL.
    public var destination: String
    /// How names begin, for caches that let one say so; nil for what `destination` has, or the cache's name and the time.
    public var prefix: String?
    /// How blobs, identities and the service are got at.
    public var access = BlobAccess()
    /// How the service is asked.
    public var options = OperationOptions()
    /// Writes the run down in a catalog; nil where nothing is recorded.
    public var recorder: ServiceRecorder?

    /// A run.
    public init(_ resource: CacheResource, to destination: String) {
        self.resource = resource
        self.destination = destination
    }

    /// The letters that the service asks for.
    static let permissions = "racwdtm"

    /// Runs. What the service says is in the report, failures too; see ``OperationReport/exitStatus``. Throws when the
    /// command is wrong, or the service does not take the request.
    public func run(progress: (OperationProgress) throws -> Void = { _ in }) throws -> ExportReport {
        let started = ContinuousClock.now
        var report = try perform(progress)
        report.operation.noteDuration(since: started)
        return report
    }

    private func perform(_ progress: (OperationProgress) throws -> Void) throws -> ExportReport {
        let address = try container()
        let shared = OperationRun(resource: resource, access: access, options: options, recorder: recorder)
        var report = ExportReport(OperationReport(kind: "export", of: resource), container: address.containerShown)
        report.prefix = resource.provider == .cache ? prefixOfNames(address) : nil
        let looked = shared.look(&report.operation)
        let change = look(at: address, report.prefix ?? "", &report)
        let grant = sign(address, shared, &report)
        if let row = try names(address, report.prefix ?? "") { report.operation.checks.append(row) }
        report.operation.checks.append(Preflight.accountKind)
        if resource.provider == .cache {
            report.operation.checks.append(
                PreflightRow("blob-type", .ok, "page blobs are written, which no lifecycle rule of Azure deletes"))
        }
        guard report.operation.checks.stop == nil, let looked, let change, let grant else {
            report.operation.state = options.isDryRun ? .rehearsed : .stopped
            return report
        }
        guard !options.isDryRun else { return report }
        let recording = try recorder?.begin(report.operation.facts(places: [address.containerShown], grant))
        report.operation.catalog = recorder?.catalog.path
        report.operation.runID = recording?.run.uid
        do {
            let request = CacheRequest.export(into: grant, prefix: report.prefix ?? "")
            try shared.perform(request, looked.client, recording, &report.operation, progress: progress)
            try collect(change, address, recording, &report, progress)
            if let recorder, let recording { try recorder.end(recording, error: report.failure) }
        } catch {
            if let recorder, let recording { try? recorder.end(recording, error: Self.reason(error)) }
            throw error
        }
        return report
    }

    private func container() throws -> BlobAddress {
        let address: BlobAddress?
        do { address = try BlobAddress(destination, isContainer: true) } catch { throw RunError(.usage, "\(error)") }
        guard let address, address.kind == "azure-blob" else {
            throw RunError(.usage, "\(destination) is no container of Azure; write az://account/container")
        }
        if resource.provider == .enterprise, prefix != nil || !address.name.isEmpty {
            throw RunError(.usage, "Managed Redis and Enterprise name their blobs themselves; leave the prefix out")
        }
        if resource.provider == .enterprise, options.usesManagedIdentity {
            throw RunError(.usage, "exports of Managed Redis and Enterprise take a SAS only; leave --auth out")
        }
        return address
    }

    private func prefixOfNames(_ address: BlobAddress) -> String {
        if let prefix { return prefix }
        guard address.name.isEmpty else { return address.name }
        // A name of its own for each export: what is written over is hard to delete.
        let moment = Moments.exact(CatalogPlace.now()).filter { !"-:.".contains($0) }
        return "\(resource.name)-\(moment)"
    }

    /// Whether the service would write over what the catalog knows: of that, old contents may stay that nobody looks for.
    private func names(_ address: BlobAddress, _ prefix: String) throws -> PreflightRow? {
        guard let recorder, resource.provider == .cache else { return nil }
        let known = try recorder.livingNames(in: address.namespace).filter { $0.hasPrefix(prefix) }
        guard let first = known.first else {
            return PreflightRow("names", .ok, "the catalog knows no blob that begins with \(prefix)")
        }
        return .stop(
            "names",
            "the catalog knows \(known.count) blobs that begin with \(prefix), such as \(first), which could be written over; "
                + "take another --prefix", .cannotCreate)
    }

    /// Lists what is there before, which also shows whether these credentials can.
    private func look(at address: BlobAddress, _ prefix: String, _ report: inout ExportReport) -> ContainerChange? {
        do {
            let store = try access.store(of: address)
            let change = try Blocking.wait { try await ContainerChange(store, prefix: prefix) }
            report.operation.checks.append(
                PreflightRow("storage", .ok, "the container can be listed; \(change.count) blobs there now"))
            return change
        } catch {
            let failure = RunError(blob: error)
            report.operation.checks.append(.stop("storage", failure.description, failure.status))
            return nil
        }
    }

    private func sign(_ address: BlobAddress, _ shared: OperationRun, _ report: inout ExportReport) -> SharedAccess? {
        do {
            guard let grant = try shared.grant([address], toContainer: true, Self.permissions).first else { return nil }
            report.operation.note(grant)
            report.operation.checks.append(Preflight.signature(grant, needs: Self.permissions, at: Date()))
            return grant
        } catch {
            let failure = RunError(blob: error)
            report.operation.checks.append(.stop("signature", failure.description, failure.status))
            return nil
        }
    }

    /// Looks for what was written, whatever the service said, and registers it.
    private func collect(
        _ change: ContainerChange, _ address: BlobAddress, _ recording: ServiceRecorder.Recording?,
        _ report: inout ExportReport, _ progress: (OperationProgress) throws -> Void
    ) throws {
        let written: [BlobFacts]
        do {
            written = try Blocking.wait { try await change.written() }
        } catch {
            let failure = RunError(blob: error)
            throw RunError(
                failure.status,
                "the export is \(report.operation.state), but what it wrote cannot be listed, and is not registered "
                    + "(\(failure.description)); `mannequin reconcile \(report.container)` finds it")
        }
        for facts in written {
            var blob = ExportReport.Blob(address.sibling(facts.id.name), facts)
            // While the service may still write, or gave up in the middle, a blob need not be whole. One that cannot be
            // read keeps no other from being registered.
            do {
                try register(address.sibling(facts.id.name), recording, &blob, progress)
            } catch let error as RunError {
                blob.problem = error.description
                blob.exit = error.status
            }
            report.blobs.append(blob)
        }
        if written.isEmpty, report.operation.state == .succeeded {
            report.operation.notes.append("the service says that it is done, and nothing in the container has changed")
        } else if report.operation.state != .succeeded {
            report.operation.notes.append(
                written.isEmpty
                    ? "nothing in the container has changed"
                    : "\(written.count) blobs have appeared or changed in the container since, and need not be whole")
            report.operation.notes.append(
                "`mannequin reconcile \(report.container)` finds what comes later, and what could not be registered")
        }
    }

    private func register(
        _ address: BlobAddress, _ recording: ServiceRecorder.Recording?, _ blob: inout ExportReport.Blob,
        _ progress: (OperationProgress) throws -> Void
    ) throws {
        let source = try SnapshotFile(address, access)
        let reading = try Registration.Reading(of: source, host: recorder?.host ?? "") {
            try progress(.reading($0, $1))
        }
        blob.note(reading)
        guard let recorder, let recording else { return }
        var registration = Registration(
            file: address.shown, kind: "raw", policy: recorder.options.policy, tool: recorder.options.tool)
        registration.source = recorder.options.source ?? resource.id
        registration.expiry = recorder.options.expiry
        let entry = try recorder.register(registration, reading, recording)
        blob.note(entry)
        blob.note = ResultTags.set(on: address, access, snapshot: entry.snapshot, expires: entry.expires)
    }

    private static func reason(_ error: any Error) -> String {
        (error as? RunError)?.description ?? "\(type(of: error))"
    }
}
