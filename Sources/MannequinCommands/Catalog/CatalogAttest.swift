import ArgumentParser
import Catalog
import Foundation
import Governance

/// `mannequin catalog attest`.
struct CatalogAttest: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "attest",
        abstract: "Shows and verifies signed statements about snapshots and their deletion.",
        subcommands: [AttestVerify.self, AttestShow.self, AttestWrite.self])
}

/// `mannequin catalog attest verify`.
struct AttestVerify: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Verifies a signed statement. Needs no catalog.",
        discussion: """
            The file is a DSSE envelope with an in-toto statement. It holds when one of the keys has signed it, and, with
            --subject, when it is about that file. Without --key, the public key beside the catalog is trusted.

            EXAMPLES
              mannequin catalog attest verify statement.dsse.json --key catalog-signing.pub
              mannequin catalog attest verify statement.dsse.json --key catalog-signing.pub --subject test.rdb

            Exit status: 0 it holds, 1 it does not, 65 it is no such file.
            """)

    @Argument(help: "The statement.")
    var file: String

    @Option(name: .long, help: ArgumentHelp("A public key that is trusted: Ed25519 in PEM.", valueName: "file"))
    var key: [String] = []

    @Option(name: .long, help: ArgumentHelp("The snapshot it has to be about.", valueName: "file"))
    var subject: String?

    @OptionGroup var catalog: CatalogOptions

    @Flag(name: .long, help: "Print one JSON document.")
    var json = false

    func run() throws {
        var attestation = try Attestation(file: file, trusting: try trustedKeys())
        if let subject { try attestation.mustBeAbout(file: subject) }
        if json { try Terminal.printJSON(Report(attestation)) } else { show(attestation) }
        if !attestation.isGood { throw ExitCode(ExitStatus.checkFailed.rawValue) }
    }

    private func trustedKeys() throws -> [VerifyingKey] {
        if !key.isEmpty { return try key.map(VerifyingKey.read) }
        let beside = SigningKeyFile.publicPath(of: SigningKeyFile.path(beside: try catalog.place()))
        guard FileManager.default.fileExists(atPath: beside) else {
            throw RunError(.usage, "which key is to be trusted? Give --key FILE: there is no \(beside)")
        }
        return [try VerifyingKey.read(beside)]
    }

    private func show(_ attestation: Attestation) {
        for fault in attestation.faults { print("FAIL \(fault.sentence)") }
        for signer in attestation.signers { print("signed by  \(signer.fingerprint)") }
        guard let statement = attestation.statement else { return }
        print("says       \(statement.predicateType)")
        for subject in statement.subject {
            let digests = subject.digest.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value)" }
            print("about      \(([subject.name].compactMap { $0 } + digests).joined(separator: "  "))")
        }
    }

    /// For machines.
    private struct Report: Encodable {
        var ok: Bool
        var faults: [String]
        var signers: [String]
        var predicateType: String?
        var subject: [StatementOutline.Subject]?

        enum CodingKeys: String, CodingKey {
            case ok, faults, signers, subject
            case predicateType = "predicate_type"
        }

        init(_ attestation: Attestation) {
            ok = attestation.isGood
            faults = attestation.faults.map(\.rawValue)
            signers = attestation.signers.map(\.fingerprint)
            predicateType = attestation.statement?.predicateType
            subject = attestation.statement?.subject
        }
    }
}

/// `mannequin catalog attest show`.
struct AttestShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Lists the signed statements about a snapshot and about the deletions of its copies.",
        discussion: """
            EXAMPLES
              mannequin catalog attest show test.rdb
              mannequin catalog attest show 01a21104-fa70 --json

            Exit status: 0, or 1 when a file is missing or was changed.
            """)

    @OptionGroup var catalog: CatalogOptions

    @Argument(help: .snapshot)
    var snapshot: String

    @Flag(name: .long, help: "Print one JSON document.")
    var json = false

    /// A statement.
    private struct Item: Encodable {
        var predicate: String
        var subject: String
        var sha256: String
        var bytes: Int64
        var path: String
        var state: String
    }

    func run() throws {
        let store = EvidenceStore(beside: try catalog.place())
        let catalog = try catalog.openReadOnly()
        let found = try catalog.snapshot(snapshot)
        let items = try catalog.evidence(about: found.uid).map { evidence in
            Item(
                predicate: evidence.predicate, subject: evidence.subject, sha256: evidence.sha256.hexadecimal,
                bytes: evidence.bytes, path: store.path(evidence.sha256),
                state: store.state(of: evidence.sha256).rawValue
            )
        }
        if json {
            try Terminal.printJSON(items)
        } else if items.isEmpty {
            print("There is no signed statement about snapshot \(found.uid).")
        } else {
            print(
                Terminal.table(
                    [["PREDICATE", "ABOUT", "FILE", "STATE"]]
                        + items.map { [$0.predicate, $0.subject, $0.path, $0.state] }))
        }
        if items.contains(where: { $0.state != EvidenceStore.State.intact.rawValue }) {
            throw ExitCode(ExitStatus.checkFailed.rawValue)
        }
    }
}

/// `mannequin catalog attest write`.
struct AttestWrite: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "write",
        abstract: "Signs what has no signed statement yet.",
        discussion: """
            How sanitized snapshots were made, and how copies were deleted. sanitize and sweep do that by themselves; this
            is for what was recorded before, or with a tool that was killed. What is signed already stays as it is.

            EXAMPLES
              mannequin catalog attest write
            """)

    @OptionGroup var catalog: CatalogOptions
    @OptionGroup var signing: SigningOptions

    func run() throws {
        let writer = try signing.writer(for: try catalog.place())
        let count = try writer.writeMissing(in: try catalog.open(for: "catalog attest write"))
        print("Signed \(count) statement\(count == 1 ? "" : "s").")
    }
}

/// Which key a command signs with.
struct SigningOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Sign with this key (default: $MANNEQUIN_SIGNING_KEY, else the catalog's own, beside it).",
            valueName: "file"))
    var signingKey: String?

    /// The key, which is made where it is the catalog's own and not there yet.
    func key(for place: CatalogPlace) throws -> SigningKey {
        try SigningKeyFile.key(
            given: signingKey, environment: ProcessInfo.processInfo.environment, catalog: place)
    }

    /// What signs statements with that key.
    func writer(for place: CatalogPlace) throws -> EvidenceWriter {
        EvidenceWriter(store: EvidenceStore(beside: place), key: try key(for: place))
    }
}
