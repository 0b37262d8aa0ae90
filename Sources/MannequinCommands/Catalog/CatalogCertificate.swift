import ArgumentParser
import Catalog
import Foundation
import Governance

/// `mannequin catalog certificate`.
struct CatalogCertificate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "certificate",
        abstract: "Prints the proof of deletion of a snapshot and of all that was made from it.",
        discussion: """
            EXAMPLES
              mannequin catalog certificate dump.rdb
              mannequin catalog certificate dump.rdb --json > certificate.json

            Exit status: 0 all of it is gone, 1 something is still there, or may be brought back.
            """)

    @OptionGroup var catalog: CatalogOptions

    @Argument(help: "The snapshot: a uid, a SHA-256, the beginning of either, or a path.")
    var snapshot: String

    @Flag(name: .long, help: "Print one JSON document.")
    var json = false

    func run() throws {
        let catalog = try catalog.openReadOnly()
        let certificate = try DeletionCertificate(
            of: try catalog.snapshot(snapshot), in: catalog, at: self.catalog.moment)
        if json { try Terminal.printJSON(certificate) } else { print(certificate.text) }
        if !certificate.isProved { throw ExitCode(ExitStatus.checkFailed.rawValue) }
    }
}
