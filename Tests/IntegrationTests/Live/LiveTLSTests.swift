import Foundation
import Testing

/// Servers that speak TLS, with certificates made for the test.
@Suite(.tags(.server), .needsRedisServer, .enabled(if: Certificates.canBeMade, "openssl is not installed"))
struct LiveTLSTests {
    @Test func `a server is read and loaded over TLS when its certificate is right`() throws {
        let folder = try TemporaryFolder()
        let certificates = try Certificates(in: folder)
        let (server, port) = try RedisServer.listening(loading: try Snapshot(name: "sample.rdb").bytes()) {
            Live.atOnce + certificates.settings($0) + ["requirepass hunter2"]
        }
        for host in ["127.0.0.1", "localhost"] {
            let outcome = try Live.run(
                ["sanitize", "rediss://\(host):\(port)", "--output", folder.file("\(host).rdb")]
                    + certificates.options, in: folder, password: "hunter2")
            #expect(outcome.status == 0, "\(outcome.errors)")
        }
        let loaded = try Live.run(
            ["load", folder.file("localhost.rdb"), "rediss://localhost:\(port)", "--flush"] + certificates.options,
            in: folder, password: "hunter2")
        #expect(loaded.status == 0, "\(loaded.errors)")
        #expect(try server.client.ask("AUTH", "hunter2") == .text(Array("OK")))
        #expect(try server.client.ask("DBSIZE").number == 1450)
    }

    @Test func `a server whose certificate is not right is not spoken to`() throws {
        let folder = try TemporaryFolder()
        let certificates = try Certificates(in: folder)
        let other = try TemporaryFolder()
        let stranger = try Certificates(in: other)
        let (server, port) = try RedisServer.listening(loading: try Snapshot(name: "sample.rdb").bytes()) {
            Live.atOnce + certificates.settings($0, name: "other")
        }
        let own = Array(certificates.options.dropFirst(2))
        let cases: [(name: String, options: [String])] = [
            ("an authority of the system", own),
            ("another authority", ["--tls-ca-cert-file", other.file("ca.pem")] + own),
            ("another name", certificates.options),
        ]
        for (name, options) in cases {
            let outcome = try Live.run(
                ["sanitize", "rediss://localhost:\(port)", "--output", folder.file("out.rdb")] + options, in: folder,
                password: "hunter2")
            #expect(outcome.status == 69, "\(name): \(outcome.errors)")
            #expect(
                outcome.errors.contains("TLS") || outcome.errors.contains("certificate"), "\(name): \(outcome.errors)")
            #expect(!folder.names.contains("out.rdb"))
        }
        #expect(!stranger.options.isEmpty)
        // The password was not sent: the server knows of no command but our own.
        #expect(try !server.client.ask("INFO", "commandstats").string.contains("cmdstat_auth"))
    }

    @Test func `a server that wants a certificate of ours says so`() throws {
        let folder = try TemporaryFolder()
        let certificates = try Certificates(in: folder)
        let (server, port) = try RedisServer.listening(loading: try Snapshot(name: "sample.rdb").bytes()) {
            Live.atOnce + certificates.settings($0)
        }
        let outcome = try Live.run(
            ["sanitize", "rediss://localhost:\(port)", "--output", folder.file("out.rdb")]
                + certificates.options.prefix(2), in: folder)
        #expect(outcome.status == 69 || outcome.status == 74, "\(outcome.errors)")
        #expect(!folder.names.contains("out.rdb"))
        let missing = try Live.run(
            [
                "sanitize", "rediss://localhost:\(port)", "--output", folder.file("out.rdb"), "--tls-ca-cert-file",
                folder.file("none.pem"),
            ], in: folder)
        #expect(missing.status == 64 && missing.errors.contains("TLS"), "\(missing.errors)")
        #expect(try server.client.ask("PING").string == "PONG")
    }
}

/// An authority, a server's certificate for localhost and 127.0.0.1, one for another name, and one of ours.
private struct Certificates {
    static let path = "/usr/bin/openssl"
    static var canBeMade: Bool { FileManager.default.isExecutableFile(atPath: path) }

    private let folder: TemporaryFolder

    init(in folder: TemporaryFolder) throws {
        self.folder = folder
        try openssl(
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj",
            "/CN=Test authority \(UUID().uuidString)", "-keyout", folder.file("ca.key"), "-out", folder.file("ca.pem"))
        for (name, names) in [
            ("server", "DNS:localhost,IP:127.0.0.1"), ("other", "DNS:other.test"), ("client", "DNS:us"),
        ] {
            try openssl(
                "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=\(name)",
                "-keyout", folder.file("\(name).key"), "-out", folder.file("\(name).csr"))
            try folder.write(Array("subjectAltName=\(names)\n"), "\(name).ext")
            try openssl(
                "x509", "-req", "-in", folder.file("\(name).csr"), "-CA", folder.file("ca.pem"), "-CAkey",
                folder.file("ca.key"), "-CAcreateserial", "-days", "2", "-extfile", folder.file("\(name).ext"), "-out",
                folder.file("\(name).pem"))
        }
    }

    /// What a server is told; it wants a certificate of its clients.
    func settings(_ port: Int, name: String = "server") -> [String] {
        [
            "bind 127.0.0.1", "tls-port \(port)", "tls-cert-file \(folder.file("\(name).pem"))",
            "tls-key-file \(folder.file("\(name).key"))", "tls-ca-cert-file \(folder.file("ca.pem"))",
        ]
    }

    /// What mannequin is told: the authority first.
    var options: [String] {
        [
            "--tls-ca-cert-file", folder.file("ca.pem"), "--tls-cert-file", folder.file("client.pem"),
            "--tls-key-file", folder.file("client.key"),
        ]
    }

    private func openssl(_ arguments: String...) throws {
        let process = try ChildProcess(Self.path, arguments, error: .file(folder.file("openssl.log")))
        try #require(process.wait().status == 0, "\(folder.text("openssl.log"))")
    }
}
