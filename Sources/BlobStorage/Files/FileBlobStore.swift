import Foundation
import Glibc

/// A directory as a store: each blob is a file of it or of a directory below.
///
/// Parts lie in `.mannequin-staged` until they are committed, which makes one file of them and gives it its name in one
/// step. Metadata and tags lie in `.mannequin-facts`, under the identity of the file they are about, and are written
/// before the name is: a file that somebody else put there has none. There are no versions, snapshots or protections.
public struct FileBlobStore: BlobStore {
    private let root: String

    /// The store of a directory that is there.
    public init(directory: String) { root = URL(filePath: directory).standardizedFileURL.path }

    /// `file:///directory`.
    public var location: String { "file://\(root)" }
    /// As other stores have them, so that what works here works there.
    public var partLimits: PartLimits { PartLimits(minimum: 1, count: 50_000) }
    /// Nothing is kept.
    public func protection() async throws -> StoreProtection {
        StoreProtection(softDeleteDays: 0, keepsVersions: false)
    }

    /// Files below the directory whose relative paths begin so.
    public func list(_ listing: BlobListing) async throws -> BlobPage {
        guard let paths = try? FileManager.default.subpathsOfDirectory(atPath: root) else {
            throw BlobError(.absent, location, "there is no such directory")
        }
        let names = paths.filter { name in
            name.hasPrefix(listing.prefix) && name > listing.marker ?? "" && !name.hasPrefix(".mannequin-")
        }
        var page = BlobPage()
        for name in names.sorted() {
            guard let facts = try? facts(BlobID(name)) else { continue }
            if page.blobs.count == listing.limit {
                page.marker = page.blobs.last?.id.name
                break
            }
            page.blobs.append(facts)
        }
        return page
    }

    /// Size, identity and metadata of a file.
    public func head(_ id: BlobID) async throws -> BlobFacts { try facts(id) }

    /// Reads a part of a file that is still the one with this identity.
    public func read(_ id: BlobID, _ range: Range<Int64>, pinnedTo etag: String) async throws -> [UInt8] {
        let path = try path(id)
        guard let file = FileHandle(forReadingAtPath: path) else { throw absent(id) }
        defer { try? file.close() }
        guard StagingFolder.identity(ofOpen: file.fileDescriptor) == etag else { throw changed(id) }
        try file.seek(toOffset: UInt64(range.lowerBound))
        var bytes: [UInt8] = []
        while bytes.count < range.count, let data = try file.read(upToCount: range.count - bytes.count), !data.isEmpty {
            bytes += data
        }
        guard bytes.count == range.count, StagingFolder.identity(ofOpen: file.fileDescriptor) == etag else {
            throw changed(id)
        }
        return bytes
    }

    /// Makes a directory for the parts.
    public func beginUpload(_ name: String, _ options: UploadOptions) async throws -> StagedUpload {
        _ = try path(BlobID(name))
        let upload = StagedUpload(name: name, id: UUID().uuidString.lowercased(), options: options)
        try staging(upload).make()
        return upload
    }

    /// Writes a part beside the others, and renames it when it is whole.
    public func put(_ bytes: [UInt8], as index: Int, of upload: StagedUpload) async throws -> StagedPart {
        let token = StagingFolder.token(index, bytes)
        try staging(upload).put(bytes, as: token)
        return StagedPart(index: index, token: token, byteCount: bytes.count)
    }

    /// What lies in the directory of the upload.
    public func stagedParts(of upload: StagedUpload) async throws -> [StagedPart] { try staging(upload).parts() }

    /// The name of a part's file holds the digest of its bytes.
    public func isStaged(_ bytes: [UInt8], as part: StagedPart, of upload: StagedUpload) -> Bool {
        part.byteCount == bytes.count && part.token == StagingFolder.token(part.index, bytes)
    }

    /// Makes one file of the parts, brings it to the disk and gives it its name: by a link where nothing may be there,
    /// which fails when something is.
    public func commit(_ upload: StagedUpload, _ parts: [StagedPart], if condition: WriteCondition) async throws
        -> BlobFacts
    {
        let id = BlobID(upload.name)
        if let facts = try? facts(id), facts.metadata[UploadOptions.mark] == upload.options.identity { return facts }
        let folder = staging(upload)
        let (whole, identity) = try folder.joined(parts)
        try writeNotes(Notes(metadata: upload.options.metadata, tags: upload.options.tags), identity)
        let path = try path(id)
        try FileManager.default.createDirectory(
            atPath: URL(filePath: path).deletingLastPathComponent().path, withIntermediateDirectories: true)
        do {
            try publish(whole, as: path, id, if: condition)
        } catch {
            try? FileManager.default.removeItem(atPath: notesPath(identity))
            throw error
        }
        folder.remove()
        return try facts(id)
    }

    private func publish(_ whole: String, as path: String, _ id: BlobID, if condition: WriteCondition) throws {
        let before = StagingFolder.identity(of: path)
        switch condition {
        case .absent:
            guard unsafe link(whole, path) == 0 else {
                throw errno == EEXIST
                    ? BlobError(.alreadyThere, place(id), "a file has the name already")
                    : BlobError(.refused, place(id), "the file cannot be made")
            }
            return
        case .match(let etag): guard before == etag else { throw changed(id) }
        case .none: break
        }
        guard unsafe rename(whole, path) == 0 else { throw BlobError(.refused, place(id), "the file cannot be made") }
        if let before { try? FileManager.default.removeItem(atPath: notesPath(before)) }
    }

    /// Removes the parts.
    public func abort(_ upload: StagedUpload) async throws -> AbortOutcome {
        staging(upload).remove()
        return .gone
    }

    /// The tags that were set.
    public func tags(of id: BlobID) async throws -> [String: String] { notes(try facts(id).etag).tags }

    /// Sets tags.
    public func setTags(_ tags: [String: String], of id: BlobID) async throws {
        let etag = try facts(id).etag
        var notes = notes(etag)
        notes.tags = tags
        try writeNotes(notes, etag)
    }

    /// Sets metadata; the identity of a file does not change by that.
    public func setMetadata(_ metadata: [String: String], of name: String, ifMatch etag: String) async throws -> String
    {
        guard try facts(BlobID(name)).etag == etag else { throw changed(BlobID(name)) }
        var notes = notes(etag)
        notes.metadata = metadata
        try writeNotes(notes, etag)
        return etag
    }

    /// Puts the file aside, looks whether it is the one, and removes it.
    public func delete(_ id: BlobID, ifMatch etag: String?, _ options: DeleteOptions) async throws -> BlobDeletion {
        let path = try path(id)
        guard let identity = StagingFolder.identity(of: path) else { throw absent(id) }
        guard etag == nil || etag == identity else { throw changed(id) }
        let aside = StagingFolder(root: root, id: "deleting-\(UUID().uuidString.lowercased())")
        try aside.make()
        defer { aside.remove() }
        let put = aside.path + "/file"
        guard unsafe rename(path, put) == 0 else { throw absent(id) }
        guard StagingFolder.identity(of: put) == identity else {
            unsafe link(put, path)
            throw changed(id)
        }
        unsafe unlink(put)
        try? FileManager.default.removeItem(atPath: notesPath(identity))
        return BlobDeletion(isPermanent: true)
    }
}

extension FileBlobStore {
    /// What is kept beside a file.
    private struct Notes: Codable {
        var metadata: [String: String] = [:]
        var tags: [String: String] = [:]
    }

    private func facts(_ id: BlobID) throws -> BlobFacts {
        let path = try path(id)
        guard let status = StagingFolder.status(of: path) else { throw absent(id) }
        var facts = BlobFacts(id, kind: .file)
        facts.etag = StagingFolder.identity(status)
        facts.byteCount = Int64(status.st_size)
        facts.modified = Date(timeIntervalSince1970: TimeInterval(status.st_mtim.tv_sec))
        facts.metadata = notes(facts.etag).metadata
        return facts
    }

    /// The path of a name that stays within the directory.
    private func path(_ id: BlobID) throws -> String {
        let parts = id.name.split(separator: "/", omittingEmptySubsequences: false)
        let isGood = parts.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." && !$0.utf8.contains(0) }
        guard isGood, !id.name.hasPrefix(".mannequin-") else {
            throw BlobError(.refused, place(id), "no file of the directory can have this name")
        }
        guard id.generation == .current else { throw absent(id) }
        return "\(root)/\(id.name)"
    }

    private func staging(_ upload: StagedUpload) -> StagingFolder { StagingFolder(root: root, id: upload.id) }

    private func notesPath(_ identity: String) -> String {
        "\(root)/.mannequin-facts/\(identity.filter { $0 != "\"" }).json"
    }

    private func notes(_ identity: String) -> Notes {
        guard let data = FileManager.default.contents(atPath: notesPath(identity)) else { return Notes() }
        return (try? JSONDecoder().decode(Notes.self, from: data)) ?? Notes()
    }

    private func writeNotes(_ notes: Notes, _ identity: String) throws {
        try FileManager.default.createDirectory(
            atPath: "\(root)/.mannequin-facts", withIntermediateDirectories: true)
        try JSONEncoder().encode(notes).write(to: URL(filePath: notesPath(identity)), options: .atomic)
    }

    private func place(_ id: BlobID) -> String { "\(location)/\(id.name)" }
    private func absent(_ id: BlobID) -> BlobError { BlobError(.absent, place(id), "there is no such file") }
    private func changed(_ id: BlobID) -> BlobError {
        BlobError(.changed, place(id), "it is not the file that was meant; somebody has changed it")
    }
}
