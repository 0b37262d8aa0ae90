import Foundation
import Glibc
import Testing

/// A cluster of three primaries as the target.
@Suite(.tags(.server), .needsRedisServer, .timeLimit(.minutes(40)))
struct LiveClusterTests {
    @Test func `every key of a snapshot goes to the primary of its slot`() throws {
        let folder = try TemporaryFolder()
        let cluster = try Cluster(in: folder)
        let sample = Snapshot(name: "sample.rdb").path
        let options = ["--allow-unknown", "--no-catalog"]
        let dry = try Live.run(["load", sample, cluster.address, "--dry-run"] + options, in: folder)
        #expect(dry.status == 0 && dry.errors.contains("3 primaries"), "\(dry.errors)")
        let outcome = try Live.run(["load", sample, cluster.address, "--json"] + options, in: folder)
        #expect(outcome.status == 0, "\(outcome.errors)")

        var held: [Live.Entry.Name: Live.Entry] = [:]
        for node in cluster.nodes {
            let content = try Live.content(node.client, databases: [0])
            #expect(content.count > 300, "each has its share")
            held.merge(content) { first, _ in first }
        }
        let reference = try RedisServer(loading: try Snapshot(name: "sample.rdb").bytes())
        Live.expectSame(try Live.content(reference.client), held)

        let refused = try Live.run(["load", sample, cluster.address] + options, in: folder)
        #expect(refused.status == 73 && refused.errors.contains("1450 keys"), "\(refused.errors)")
        let flushed = try Live.run(["load", sample, cluster.address, "--flush"] + options, in: folder)
        #expect(flushed.status == 0, "\(flushed.errors)")
        let several = try Live.run(
            ["load", Snapshot(name: "multidb_expires.rdb10.redis-7.0.15.rdb").path, cluster.address, "--replace"]
                + options, in: folder)
        #expect(several.status == 65 && several.errors.contains("other databases than 0"), "\(several.errors)")
    }

    @Test func `functions are on every primary, and one node is a source of its own keys`() throws {
        let folder = try TemporaryFolder()
        let cluster = try Cluster(in: folder)
        let name = "functions.rdb10.redis-7.0.15.rdb"
        let outcome = try Live.run(
            ["load", Snapshot(name: name).path, cluster.address, "--allow-unknown", "--no-catalog"], in: folder)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let reference = try RedisServer(loading: try Snapshot(name: name).bytes())
        for node in cluster.nodes { #expect(try Live.functions(node.client) == Live.functions(reference.client)) }
        let source = try Live.run(["sanitize", cluster.address, "--output", folder.file("out.rdb")], in: folder)
        #expect(source.status == 0 && source.errors.contains("node of a cluster"), "\(source.errors)")
    }
}

/// Three primaries on the loopback interface, which have found each other.
private final class Cluster {
    let nodes: [RedisServer]
    let address: String

    init(in folder: TemporaryFolder) throws {
        let empty = try Snapshot(name: "empty.rdb10.redis-7.0.15.rdb").bytes()
        let started = try (0..<3).map { _ in
            try RedisServer.listening(loading: empty, databaseCount: 16) { port in
                Live.atOnce + ["port \(port)", "bind 127.0.0.1", "cluster-enabled yes", "cluster-node-timeout 5000"]
            }
        }
        nodes = started.map(\.server)
        let ports = started.map(\.port)
        address = "redis://127.0.0.1:\(ports[0])"
        let creation = try ChildProcess(
            "/usr/bin/redis-cli",
            ["--cluster", "create"] + ports.map { "127.0.0.1:\($0)" } + ["--cluster-replicas", "0", "--cluster-yes"],
            output: .file(folder.file("create.log")), error: .file(folder.file("create.err")), seconds: 60)
        try #require(creation.wait().status == 0, "\(folder.text("create.log"))\(folder.text("create.err"))")
        for node in nodes {
            while try !node.client.ask("CLUSTER", "INFO").string.contains("cluster_state:ok") { usleep(10_000) }
        }
    }
}
