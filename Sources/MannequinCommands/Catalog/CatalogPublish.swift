import ArgumentParser
import Catalog
import Governance

/// `mannequin catalog publish`.
struct CatalogPublish: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish",
        abstract: "Writes a consistent copy of the catalog for auditors, with its queries for Datasette.",
        discussion: """
            The copy is one file that any user can read, without a log beside it. FILE gets the catalog, and
            metadata.yaml beside it the shipped queries.

            EXAMPLES
              mannequin catalog publish /srv/audit/catalog.db
              datasette /srv/audit/catalog.db --metadata /srv/audit/metadata.yaml
            """)

    @OptionGroup var catalog: CatalogOptions

    @Argument(help: "The file to write.")
    var file: String

    @Flag(name: .long, help: "Replace the file, and metadata.yaml beside it, if they are there.")
    var force = false

    func run() throws {
        let publication = CatalogPublication(file: file, replacing: force)
        try publication.write(try catalog.openReadOnly())
        print("Wrote \(file) and \(publication.metadataPath).")
    }
}
