public import AzureManagement
import Catalog
import Foundation
import RedisLive
public import Sanitizing

/// What a pipeline does, from the export of a cache to the end of its raw snapshots, as an operator writes it down.
///
///     pipeline: nightly-cart
///     read: az://prodredis/exports/cart/        # or export:, which makes the snapshots first
///     sanitize:
///       rules: [auto, clinic.yaml]
///       key-file: /etc/mannequin/mannequin.key
///       to: az://testredis/imports/cart-{date}/ # {date} and {run} stand for today and for this run
///       verify: true
///     keep:
///       raw: 24h
///       sanitized: 7d
///     load:
///       server: redis://cache.test:6379
///       flush: true
///     finish:
///       expire-raw: true
///       sweep: true
public struct Pipeline: Sendable {
    /// How snapshots come to be.
    public enum Source: Sendable, Equatable {
        /// A cache is exported, to a container, under names that begin so.
        case export(CacheResource, to: String, prefix: String?)
        /// They are there: files, blobs, places of several.
        case snapshots([String])
    }

    /// How they are sanitized.
    public struct Sanitize: Sendable {
        /// As `--rules` takes them.
        public var rules: [String]
        /// The profile.
        public var profile: SanitizeOptions.Profile
        /// The file with the masking key; nil for a key that is forgotten.
        public var keyFile: String?
        /// Where results go; `{date}` and `{run}` are not replaced yet.
        public var place: String
        /// Whether each is compared with its snapshot before it gets its name.
        public var verifies: Bool
        /// What is done with functions and scripts, and with modules.
        public var code: SanitizeOptions.Code, modules: SanitizeOptions.Modules
    }

    /// Who gets the results.
    public enum Target: Sendable, Equatable {
        /// A cache of Azure, whose data they replace.
        case importing(CacheResource)
        /// A running server; emptied first, or written over.
        case load(server: String, flushes: Bool, replaces: Bool)
    }

    /// Its name.
    public var name: String
    /// How snapshots come to be, how they are sanitized, who gets the results.
    public var source: Source, sanitize: Sanitize, targets: [Target]
    /// How long raw and sanitized snapshots may live, in ms; nil for what their policies say.
    public var rawSpan: Int64?, sanitizedSpan: Int64?
    /// Whether raw snapshots expire as soon as all is done, and whether what is due is deleted then.
    public var expiresRaw = false, sweeps = false
    /// SHA-256 of the file, in hexadecimal.
    public let digest: String

    /// Reads a pipeline. Paths of files are relative to the file they stand in. Throws, with line and column, for anything
    /// that is not understood, and for secrets, which belong elsewhere (exit 78).
    public init(_ text: String, file: String) throws(RunError) {
        digest = Self.digest(of: text)
        let root = try YAMLSection(
            text, file: file, title: "pipeline",
            keys: ["pipeline", "export", "read", "sanitize", "keep", "import", "load", "finish"])
        let directory = URL(filePath: file).deletingLastPathComponent()
        name = try root.required("pipeline")
        source = try Self.source(root, directory)
        sanitize = try Self.sanitize(root, directory)
        targets = try Self.targets(root)
        if let keep = try root.section("keep", keys: ["raw", "sanitized"]) {
            rawSpan = try keep.span("raw")
            sanitizedSpan = try keep.span("sanitized")
        }
        if let finish = try root.section("finish", keys: ["expire-raw", "sweep"]) {
            expiresRaw = try finish.flag("expire-raw")
            sweeps = try finish.flag("sweep")
        }
    }

    private static func digest(of text: String) -> String {
        let digest = RunningDigest()
        digest.update(Array(text.utf8))
        return digest.finish().hexadecimal
    }

    private static func source(_ root: YAMLSection, _ directory: URL) throws(RunError) -> Source {
        guard root.has("export") != root.has("read") else {
            throw root.wrong("a pipeline has `export:`, or `read:` for snapshots that are there")
        }
        if let export = try root.section("export", keys: ["cache", "cluster", "database", "to", "prefix"]) {
            return .export(
                try cache(export), to: try address(try export.required("to"), of: export, "to"),
                prefix: try export.text("prefix"))
        }
        var names: [String] = []
        for name in try root.texts("read") { names.append(try place(name, of: root, "read", directory)) }
        return .snapshots(names)
    }

    private static func sanitize(_ root: YAMLSection, _ directory: URL) throws(RunError) -> Sanitize {
        let keys = ["rules", "profile", "key-file", "to", "verify", "code", "modules"]
        guard let section = try root.section("sanitize", keys: keys) else {
            throw root.wrong("the pipeline has no `sanitize:`")
        }
        func choice<Value: RawRepresentable & CaseIterable>(
            _ key: String, _ standard: Value
        ) throws(RunError) -> Value where Value.RawValue == String {
            let text = try section.text(key, of: Value.allCases.map(\.rawValue))
            return text.flatMap(Value.init) ?? standard
        }
        return Sanitize(
            rules: try section.texts("rules").map { rules in
                let path = directory.appending(path: rules).path
                return FileManager.default.fileExists(atPath: path) ? path : rules
            },
            profile: try choice("profile", .pseudonymize),
            keyFile: try section.text("key-file").map { absolute($0, directory) },
            place: try place(try section.required("to"), of: section, "to", directory),
            verifies: try section.flag("verify"), code: try choice("code", .replace),
            modules: try choice("modules", .refuse))
    }

    private static func targets(_ root: YAMLSection) throws(RunError) -> [Target] {
        var targets: [Target] = []
        if let section = try root.section("import", keys: ["cache", "cluster", "database", "replace"]) {
            guard try section.flag("replace") else {
                throw section.wrong("an import deletes all that the cache holds: say `replace: true`")
            }
            targets.append(.importing(try cache(section)))
        }
        if let section = try root.section("load", keys: ["server", "flush", "replace"]) {
            let server = try section.required("server")
            guard LiveServer.isAddress(server) else {
                throw section.wrong(
                    "`server:` is redis://host:port, rediss://host:port or unix:///socket", at: "server")
            }
            let (flushes, replaces) = (try section.flag("flush"), try section.flag("replace"))
            guard !(flushes && replaces) else {
                throw section.wrong("`replace:` keeps what has other names, `flush:` deletes it; say one")
            }
            targets.append(
                .load(
                    server: try address(server, of: section, "server"), flushes: flushes, replaces: replaces))
        }
        return targets
    }

    private static func cache(_ section: YAMLSection) throws(RunError) -> CacheResource {
        guard section.has("cache") != section.has("cluster") else {
            throw section.wrong(
                "name one: `cache:` of Azure Cache for Redis, or `cluster:` of Managed Redis or Enterprise")
        }
        let key = section.has("cluster") ? "cluster" : "cache"
        let resource: CacheResource
        do {
            resource = try CacheResource(try section.required(key), database: try section.text("database"))
        } catch {
            throw section.wrong("\(error)", at: key)
        }
        guard (resource.provider == .enterprise) == (key == "cluster") else {
            throw section.wrong(
                "this is the other kind: give it as \(key == "cache" ? "`cluster:`" : "`cache:`")", at: key)
        }
        return resource
    }

    /// An address without credentials.
    private static func address(_ text: String, of section: YAMLSection, _ key: String) throws(RunError) -> String {
        let hasPassword = (try? ServerAddress(text))?.password != nil
        guard !hasPassword, !text.contains("?sv="), !text.contains("sig=") else {
            throw section.wrong(
                "no secret belongs into a pipeline: signatures and passwords come from the environment", at: key)
        }
        return text
    }

    /// A path or an address.
    private static func place(
        _ text: String, of section: YAMLSection, _ key: String, _ directory: URL
    ) throws(RunError) -> String {
        text.contains("://") ? try address(text, of: section, key) : absolute(text, directory)
    }

    private static func absolute(_ path: String, _ directory: URL) -> String {
        guard !path.hasPrefix("/") else { return path }
        return directory.appending(path: path).standardizedFileURL.path + (path.hasSuffix("/") ? "/" : "")
    }
}
