public import Catalog

/// What all steps of a pipeline need: the catalog, who runs it, and how blobs and servers are got at.
public struct PipelineContext: Sendable {
    /// Where every step is recorded.
    public var catalog: Catalog
    /// Signs what was made and what was deleted.
    public var evidence: EvidenceWriter
    /// Who runs it.
    public var actor: Actor
    /// How blobs are got at.
    public var access: BlobAccess
    /// The password of servers; nil for those without.
    public var serverPassword: String?
    /// The program and its version.
    public var tool: String
    /// The time that it is to be, in ms since 1970; nil for the real one.
    public var moment: Int64?
    /// Threads.
    public var jobs: Int
    /// How services are asked to export and import.
    public var operation = OperationOptions()

    /// A context.
    public init(
        _ catalog: Catalog, evidence: EvidenceWriter, actor: Actor, access: BlobAccess, tool: String, moment: Int64?,
        jobs: Int
    ) {
        self.catalog = catalog
        self.evidence = evidence
        self.actor = actor
        self.access = access
        self.tool = tool
        self.moment = moment
        self.jobs = jobs
    }

    /// The time, in ms since 1970.
    var now: Int64 { moment ?? CatalogPlace.now() }

    /// Writes down what a service is asked for.
    func recorder(_ catalog: Catalog, policy: String, expiresIn span: Int64?) -> ServiceRecorder {
        var options = RecordingOptions(tool: tool, isKeyEphemeral: false)
        options.policy = policy
        if let span { options.expiry = .relative(span) }
        return ServiceRecorder(catalog, options, actor: actor)
    }
}
