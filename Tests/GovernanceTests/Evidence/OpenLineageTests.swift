import Catalog
import Foundation
@testable import Governance
import Testing

@Suite(.timeLimit(.minutes(40))) struct OpenLineageTests {
    let known: KnownCatalog

    init() throws { known = try KnownCatalog() }

    private func events(of run: String) throws -> [JSONValue] {
        OpenLineageExport(version: "9.9.9").events(try known.catalog.runDossier(run))
    }

    private func lines() throws -> Data {
        let export = OpenLineageExport(version: "9.9.9")
        return try known.catalog.runs().reduce(into: Data()) { all, run in
            for line in try export.lines(try known.catalog.runDossier(run)) { all += line }
        }
    }

    @Test func `a run that is done has a begin and an end with the same id`() throws {
        for (run, end) in [
            (known.sanitizeRun, "COMPLETE"), (known.failedRun, "FAIL"), (known.sweepRun, "COMPLETE"),
        ] {
            let events = try events(of: run)
            #expect(events.map { $0["eventType"] } == ["START", .string(end)])
            #expect(events.allSatisfy { $0["run"]["runId"] == .string(run) })
        }
    }

    @Test func `sanitizing reads the raw snapshot and makes the sanitized one`() throws {
        let end = try #require(try events(of: known.sanitizeRun).last)
        let (input, output) = (end["inputs"][0], end["outputs"][0])
        #expect(input["namespace"] == "file://batch-1" && input["name"] == "/var/dumps/dump.rdb")
        #expect(output["namespace"] == "file://batch-1" && output["name"] == "/var/dumps/test.rdb")
        #expect(
            input["facets"]["version"]["datasetVersion"]
                == .string("sha256:\(KnownCatalog.rawDigest.hexadecimal)"))
        #expect(
            input["facets"]["symlinks"]["identifiers"][0]["namespace"]
                == "wasbs://dumps@store.blob.core.windows.net")
        #expect(input["inputFacets"]["inputStatistics"]["rowCount"] == .integer(12))
        #expect(output["outputFacets"]["outputStatistics"]["size"] == .integer(1040))
        #expect(output["facets"]["lifecycleStateChange"]["lifecycleStateChange"] == "CREATE")
        #expect(output["facets"]["dataQualityAssertions"]["assertions"][1]["success"] == true)
        #expect(output["facets"]["mannequin_retention"]["policy"] == "sanitized-default")
        #expect(end["run"]["facets"]["mannequin_sanitization"]["maskingKey"] == "5241139144e85a6f")
        #expect(end["run"]["facets"]["mannequin_sanitization"]["rules"][0]["keys"] == .integer(10))
    }

    @Test func `columns are labels of rules, and say that they are masked`() throws {
        let facets = try #require(try events(of: known.sanitizeRun).last)["outputs"][0]["facets"]
        #expect(facets["schema"]["fields"] == [["name": "phi"]])
        let source = facets["columnLineage"]["fields"]["phi"]["inputFields"][0]
        #expect(source["name"] == "/var/dumps/dump.rdb" && source["transformations"][0]["masking"] == true)
    }

    @Test func `a failed run says why`() throws {
        let end = try #require(try events(of: known.failedRun).last)
        #expect(end["run"]["facets"]["errorMessage"]["message"] == "dump.rdb: cut at offset 900")
        #expect(end["outputs"] == [])
    }

    @Test func `a sweep drops each copy where it lay`() throws {
        let end = try #require(try events(of: known.sweepRun).last)
        let (file, blob) = (end["outputs"][0], end["outputs"][1])
        #expect(file["name"] == "/var/dumps/dump.rdb" && blob["name"] == "dump.rdb")
        for dropped in [file, blob] {
            #expect(dropped["facets"]["lifecycleStateChange"]["lifecycleStateChange"] == "DROP")
        }
        #expect(file["facets"]["mannequin_deletion"]["outcome"] == "gone")
        #expect(blob["facets"]["mannequin_deletion"]["outcome"] == "recoverable")
        #expect(blob["facets"]["mannequin_deletion"]["requestId"] == "req-4711")
    }

    @Test func `a large sweep is told in several events, every copy once`() throws {
        var dossier = try known.catalog.runDossier(known.sweepRun)
        dossier.deletions = Array(repeating: dossier.deletions[0], count: 2 * OpenLineageExport.deletionsPerEvent + 1)
        let events = OpenLineageExport(version: "9.9.9").events(dossier)
        #expect(events.map { $0["eventType"] } == ["START", "RUNNING", "RUNNING", "COMPLETE"])
        #expect(events.map(\.outputCount) == [0, 200, 200, 1])
        dossier.end = nil
        let open = OpenLineageExport(version: "9.9.9").events(dossier)
        #expect(open.map { $0["eventType"] } == ["START", "RUNNING", "RUNNING", "RUNNING"])
        #expect(open.map(\.outputCount) == [0, 200, 200, 1])
    }

    @Test func `a file whose name the result takes is dropped before the result is there`() throws {
        var dossier = try known.catalog.runDossier(known.sanitizeRun)
        var replaced = try known.catalog.runDossier(known.sweepRun).deletions[0]
        replaced.place.copy.name = "test.rdb"
        dossier.deletions = [replaced]
        let events = OpenLineageExport(version: "9.9.9").events(dossier)
        #expect(events.map { $0["eventType"] } == ["START", "RUNNING", "COMPLETE"])
        let changes = events.map { $0["outputs"][0]["facets"]["lifecycleStateChange"]["lifecycleStateChange"] }
        #expect(changes == [nil, "DROP", "CREATE"])
        #expect(events[1]["outputs"][0]["name"] == events[2]["outputs"][0]["name"])
    }

    @Test func `the result of a run that failed is not there, and was never dropped`() throws {
        var dossier = try known.catalog.runDossier(known.sanitizeRun)
        dossier.end?.outcome = "failed"
        dossier.deletions = try known.catalog.runDossier(known.sweepRun).deletions
        dossier.deletions[0].snapshot = dossier.outputs[0]
        let events = OpenLineageExport(version: "9.9.9").events(dossier)
        #expect(events.map { $0["eventType"] } == ["START", "FAIL"])
        #expect(events.map(\.outputCount) == [0, 1])
        #expect(events[1]["outputs"][0]["facets"]["mannequin_deletion"]["deletion"] == .string(known.blobDeletion))
    }

    @Test func `a run that was killed is aborted, one that goes on has no end`() throws {
        var dossier = try known.catalog.runDossier(known.failedRun)
        dossier.end?.outcome = "aborted"
        #expect(OpenLineageExport(version: "9.9.9").events(dossier).map { $0["eventType"] } == ["START", "ABORT"])
        dossier.end = nil
        #expect(OpenLineageExport(version: "9.9.9").events(dossier).map { $0["eventType"] } == ["START"])
    }

    @Test func `runs can be taken from a moment on`() throws {
        #expect(try known.catalog.runs() == [known.sanitizeRun, known.failedRun, known.sweepRun])
        #expect(try known.catalog.runs(since: KnownCatalog.start + 1) == [known.failedRun, known.sweepRun])
        #expect(throws: CatalogError.self) { try known.catalog.runDossier("nonsense") }
    }

    @Test func `no signature of a storage service is in an event`() throws {
        let text = String(decoding: try lines(), as: UTF8.self)
        #expect(!text.contains("s3cr3t") && !text.contains("sig="))
        #expect(text.contains(KnownCatalog.rawDigest.hexadecimal))
    }

    @Test(.enabled(if: Python.isAvailable, "PyPI cannot be reached"))
    func `events are valid against the published schemas, and what is not is found`() throws {
        let python = try Python()
        let schemas = Python.file("catalog/openlineage")
        let valid = String(decoding: try lines(), as: UTF8.self)
        let outcome = try python.run("validate_openlineage.py", [schemas], input: Data(valid.utf8))
        #expect(outcome.status == 0, "\(outcome.output)")
        #expect(outcome.output.hasPrefix("6 events with "))
        for (good, bad) in [
            ("\"COMPLETE\"", "\"FINISHED\""), ("\"runId\"", "\"run_id\""), ("\"DROP\"", "\"DELETE\""),
            ("\"outcome\":\"gone\"", "\"outcome\":\"away\""), ("\"rowCount\":12", "\"rowCount\":\"12\""),
            ("1-0-2/OutputStatistics", "1-0-1/OutputStatistics"), ("\"assertion\":", "\"check\":"),
            (",\"storageLayer\":\"file\"", ""), ("\"ruleDigest\":\"ab", "\"ruleDigest\":\"xy"),
            ("\"eventTime\":\"2026-09-21T14", "\"eventTime\":\"2026-09-21 at 14"),
        ] {
            #expect(valid.contains(good), "\(good)")
            let changed = Data(valid.replacing(good, with: bad).utf8)
            let outcome = try python.run("validate_openlineage.py", [schemas], input: changed)
            #expect(outcome.status == 1 && outcome.output.hasPrefix("line "), "\(bad): \(outcome.output)")
        }
    }
}

extension JSONValue {
    fileprivate subscript(_ member: String) -> JSONValue? {
        if case .object(let members) = self { members[member] } else { nil }
    }

    fileprivate var outputCount: Int {
        if case .array(let items) = self["outputs"] { items.count } else { -1 }
    }
}

extension JSONValue? {
    fileprivate subscript(_ member: String) -> JSONValue? { flatMap { $0[member] } }

    fileprivate subscript(_ index: Int) -> JSONValue? {
        if case .array(let items) = self, items.indices.contains(index) { items[index] } else { nil }
    }
}
