import ArgumentParser
import Catalog
import Governance

/// `mannequin catalog init`.
struct CatalogInit: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Makes a catalog, or brings one to this program's version.",
        discussion: """
            Commands that write make the catalog by themselves; this one is for setting it up beforehand.

            EXAMPLES
              mannequin catalog init
              mannequin catalog init --catalog /srv/mannequin/catalog.sqlite
            """)

    @OptionGroup var catalog: CatalogOptions

    func run() throws {
        let opened = try catalog.open(for: "catalog init")
        print("The catalog is \(opened.path).")
    }
}
