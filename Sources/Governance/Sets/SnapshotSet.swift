import BlobStorage
import Foundation

/// The snapshots that are one data set: the shards of a cluster, each with the place its result goes to.
///
/// A set is a list, or all RDB snapshots right below a place: a directory, a prefix of blobs that ends with `/`, or the
/// beginning of blobs' names, which ends with `*`. What lies in a directory, may be a snapshot and cannot be taken is an
/// error: a set is taken as a whole.
public struct SnapshotSet: Sendable {
    /// One snapshot of the set.
    public struct Shard: Sendable, Equatable {
        /// A path, or the address of a blob.
        public var input: String
        /// Where the result goes; nil for a dry run.
        public var output: String?
    }

    /// The shards, in the order of their names or of the list.
    public let shards: [Shard]

    /// Whether what was named is a set, and no single snapshot.
    public static func isSet(_ inputs: [String]) -> Bool {
        guard inputs.count == 1, let input = inputs.first else { return true }
        if BlobAddress.isAddress(input) { return isPlace(input) }
        return isDirectory(input)
    }

    /// Looks for the snapshots, and names the results: in `output`, a directory or a prefix that ends with `/`, under the
    /// name of the snapshot without `.gz`. Throws when there is no snapshot, or when two would have the same name.
    public init(_ inputs: [String], output: String?, access: BlobAccess) throws(RunError) {
        var found: [String] = []
        for input in inputs {
            if BlobAddress.isAddress(input) {
                found += Self.isPlace(input) ? try Self.blobs(at: input, access) : [input]
            } else {
                found += Self.isDirectory(input) ? try Self.files(in: input) : [input]
            }
        }
        if let output, !Self.takesSeveral(output) {
            throw RunError(
                .usage,
                "several snapshots go into a directory that is there, or below a prefix of blobs that ends with /")
        }
        var names: Set<String> = []
        var shards: [Shard] = []
        for input in found {
            guard input != "-", output != "-" else {
                throw RunError(.usage, "a pipe holds one snapshot, and several are named here")
            }
            let name = Self.name(input)
            guard names.insert(name).inserted else {
                throw RunError(.usage, "two snapshots are named \(name); their results would take each other's place")
            }
            shards.append(Shard(input: input, output: output.map { Self.place(in: $0, named: name) }))
        }
        self.shards = shards
    }

    private static func takesSeveral(_ output: String) -> Bool {
        BlobAddress.isAddress(output) ? BlobAddress.parts(of: output).head.hasSuffix("/") : isDirectory(output)
    }

    private static func isDirectory(_ path: String) -> Bool {
        let url = URL(filePath: path).resolvingSymlinksInPath()
        return (try? url.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory == true
    }

    /// Whether an address is that of a place of several blobs.
    private static func isPlace(_ address: String) -> Bool {
        let head = BlobAddress.parts(of: address).head
        return head.hasSuffix("/") || head.hasSuffix("*")
    }

    /// The last component of a name, as the result is called.
    private static func name(_ input: String) -> String {
        var name = BlobAddress.isAddress(input) ? BlobAddress.parts(of: input).head : input
        if let slash = name.lastIndex(of: "/") { name = String(name[name.index(after: slash)...]) }
        return name.hasSuffix(".gz") ? String(name.dropLast(3)) : name
    }

    private static func place(in output: String, named name: String) -> String {
        BlobAddress.isAddress(output)
            ? BlobAddress.text(below: output, named: name)
            : output + (output.hasSuffix("/") ? "" : "/") + name
    }

    private static func files(in directory: String) throws(RunError) -> [String] {
        let search = SnapshotSearch(ofSetIn: directory)
        guard !search.directories.isEmpty else { throw RunError(.noInput, "\(directory) cannot be read") }
        guard search.obstacles.isEmpty else {
            let obstacles = search.obstacles.map { "\($0.path): \($0.reason ?? "it cannot be read")" }
            throw RunError(
                .noInput,
                "\(directory) is no whole set: \(obstacles.joined(separator: "; ")). Rename it, move it away, or name the "
                    + "snapshots one by one")
        }
        let names = search.candidates.map(\.name)
        guard !names.isEmpty else { throw RunError(.noInput, "\(directory) holds no RDB snapshot") }
        return names.map { place(in: directory, named: $0) }
    }

    private static func blobs(at location: String, _ access: BlobAccess) throws(RunError) -> [String] {
        let (head, query) = BlobAddress.parts(of: location)
        let start = head.hasSuffix("*") ? String(head.dropLast()) : head
        let search = try BlobSearch(start + query, access, onlyCurrent: true)
        let names = search.candidates.map { String($0.id.name.dropFirst(search.prefix.count)) }
            .filter { !$0.contains("/") }
        guard !names.isEmpty else { throw RunError(.noInput, "\(head) holds no RDB snapshot") }
        return names.sorted().map { BlobAddress.text(below: start + query, named: $0) }
    }
}
