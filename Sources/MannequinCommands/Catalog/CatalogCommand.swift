import ArgumentParser

/// `mannequin catalog`.
struct CatalogCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "catalog",
        abstract: "Which snapshots there are, what they came from, how long they may live, and how they went.",
        discussion: """
            A snapshot is named by its uid, by the beginning of its uid or of its SHA-256, or by the path of a file.

            EXAMPLES
              mannequin catalog list --state overdue
              mannequin catalog lineage test.rdb
              mannequin catalog hold dump.rdb --reason "incident 4711"
              mannequin catalog query deletion-proof snapshot=dump.rdb
            """,
        subcommands: [
            CatalogInit.self, CatalogRegister.self, CatalogList.self, CatalogShow.self, CatalogLineage.self,
            CatalogEvents.self, CatalogFindings.self, CatalogResolve.self, CatalogHold.self, CatalogRelease.self,
            CatalogExtend.self, CatalogApprove.self, CatalogExpireNow.self, CatalogPolicy.self, CatalogQuery.self,
            CatalogCertificate.self, CatalogVerify.self, CatalogPublish.self, CatalogLifecyclePolicy.self,
            CatalogAttest.self, CatalogCheckpoint.self, CatalogExport.self,
        ])
}
