/// The facets of OpenLineage that lineage events carry: under which member each stands, and which version of which
/// schema it has.
struct OpenLineageFacet {
    /// The member it stands under.
    let key: String
    /// Where its schema is. The address of a version never means anything else.
    let schemaURL: String

    /// The specification that events follow.
    static let specification = "https://openlineage.io/spec/2-0-2/OpenLineage.json"

    private static func standard(_ key: String, _ version: String, _ name: String) -> OpenLineageFacet {
        OpenLineageFacet(
            key: key, schemaURL: "https://openlineage.io/spec/facets/\(version)/\(name).json#/$defs/\(name)")
    }

    private static func own(_ key: String, _ version: String, _ name: String) -> OpenLineageFacet {
        OpenLineageFacet(
            key: key, schemaURL: "\(EvidenceURI.base)/openlineage/\(version)/\(name).json#/$defs/\(name)")
    }

    static let processingEngine = standard("processing_engine", "1-1-1", "ProcessingEngineRunFacet")
    static let nominalTime = standard("nominalTime", "1-0-1", "NominalTimeRunFacet")
    static let errorMessage = standard("errorMessage", "1-0-1", "ErrorMessageRunFacet")
    static let runTags = standard("tags", "1-0-0", "TagsRunFacet")
    static let jobType = standard("jobType", "2-0-4", "JobTypeJobFacet")
    static let datasetType = standard("datasetType", "1-0-1", "DatasetTypeDatasetFacet")
    static let storage = standard("storage", "1-0-1", "StorageDatasetFacet")
    static let version = standard("version", "1-0-1", "DatasetVersionDatasetFacet")
    static let dataSource = standard("dataSource", "1-0-1", "DatasourceDatasetFacet")
    static let symlinks = standard("symlinks", "1-0-1", "SymlinksDatasetFacet")
    static let tags = standard("tags", "1-0-0", "TagsDatasetFacet")
    static let schema = standard("schema", "1-2-0", "SchemaDatasetFacet")
    static let columnLineage = standard("columnLineage", "1-2-0", "ColumnLineageDatasetFacet")
    static let lifecycleStateChange = standard("lifecycleStateChange", "1-0-1", "LifecycleStateChangeDatasetFacet")
    static let dataQualityAssertions = standard(
        "dataQualityAssertions", "1-1-0", "DataQualityAssertionsDatasetFacet")
    static let inputStatistics = standard("inputStatistics", "1-0-0", "InputStatisticsInputDatasetFacet")
    static let outputStatistics = standard("outputStatistics", "1-0-2", "OutputStatisticsOutputDatasetFacet")

    /// Ours, with schemas in `catalog/openlineage`.
    static let sanitization = own("mannequin_sanitization", "1-0-0", "MannequinSanitizationRunFacet")
    static let retention = own("mannequin_retention", "1-0-0", "MannequinRetentionDatasetFacet")
    static let deletion = own("mannequin_deletion", "1-0-0", "MannequinDeletionDatasetFacet")
}

/// Facets as members of an object.
struct OpenLineageFacets {
    /// Who says all this: a version of this program.
    let producer: String
    private var members: [String: JSONValue] = [:]

    init(producer: String) { self.producer = producer }

    /// Adds a facet with its content; nil adds nothing.
    mutating func add(_ facet: OpenLineageFacet, _ content: [String: JSONValue?]?) {
        guard let content else { return }
        var object: [String: JSONValue] = content.compactMapValues { $0 }
        object["_producer"] = .string(producer)
        object["_schemaURL"] = .string(facet.schemaURL)
        members[facet.key] = .object(object)
    }

    /// The object; nil where there is no facet.
    var object: JSONValue? { members.isEmpty ? nil : .object(members) }
}
