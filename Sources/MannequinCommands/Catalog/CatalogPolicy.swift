import ArgumentParser
import Catalog
import Foundation
import Governance

/// `mannequin catalog policy`.
struct CatalogPolicy: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy", abstract: "Retention policies.",
        subcommands: [CatalogPolicyList.self, CatalogPolicySet.self])
}

/// `mannequin catalog policy list`.
struct CatalogPolicyList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the policies and their versions.",
        discussion: """
            EXAMPLES
              mannequin catalog policy list
            """)

    @OptionGroup var catalog: CatalogOptions

    @Flag(name: .long, help: "Print one JSON document.")
    var json = false

    func run() throws {
        let policies = try catalog.openReadOnly().policies()
        if json { try Terminal.printJSON(policies.objects) } else { Terminal.printTable(policies) }
    }
}

/// `mannequin catalog policy set`.
struct CatalogPolicySet: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Records the policies of a YAML file; one that says something new gets a new version.",
        discussion: """
            EXAMPLES
              mannequin catalog policy set retention.yaml
            """)

    @OptionGroup var catalog: CatalogOptions

    @Argument(help: "The file, or - for standard input.")
    var file: String

    func run() throws {
        let data =
            file == "-" ? FileHandle.standardInput.readDataToEndOfFile() : FileManager.default.contents(atPath: file)
        guard let data, let text = String(data: data, encoding: .utf8) else {
            throw RunError(.noInput, "\(file): cannot be read as text")
        }
        let policies = try RetentionPolicies.read(text, file: file)
        let results = try catalog.open(for: "catalog policy set").write { log in try policies.map { try log.set($0) } }
        for result in results { print("\(result.policy.title)\(result.isNew ? "" : ", as before")") }
    }
}
