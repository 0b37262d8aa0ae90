import BlobStorage
import Foundation

/// What has to be known of a run between blobs to take it up after its process was killed.
///
/// One small file a run, beside the catalog, from before its first block is staged until its end. It holds no credential
/// and no masking key: those are asked for again.
struct RunJournal: Codable, Sendable, Equatable {
    /// What is read.
    struct Input: Codable, Sendable, Equatable {
        /// Address or path, without credentials.
        var name: String
        /// What tells its content from others: the ETag of a blob, the identity of a file.
        var content: String
    }

    /// What is written.
    struct Output: Codable, Sendable, Equatable {
        /// The address, without credentials.
        var name: String
        /// By what the blob is known again.
        var mark: String
        /// The upload at the service; nil before it is begun.
        var upload: String?
        /// The size of its first parts.
        var partByteCount: Int

        enum CodingKeys: String, CodingKey {
            case name, mark, upload
            case partByteCount = "part_bytes"
        }
    }

    /// A result that is staged as a whole. Before that, the service's own list says what is there.
    struct Sealed: Codable, Sendable, Equatable {
        /// SHA-256 of the result, in hexadecimal.
        var sha256: String
        /// MD5 of it, which goes into the commit.
        var md5: Data?
        /// The parts in order.
        var parts: [StagedPart]
    }

    /// The form of this file.
    var version = 1
    /// The uid of the run.
    var run: String
    /// The machine it ran on.
    var host: String
    /// What is read.
    var input: Input
    /// What is written.
    var output: Output
    /// The result, from the moment it is staged as a whole.
    var sealed: Sealed?
    /// How the run is repeated.
    var request: SanitizeRequest

    /// The upload, as the store knows it.
    var upload: StagedUpload? {
        guard let id = output.upload, let address = try? BlobAddress(output.name) else { return nil }
        var upload = StagedUpload(name: address.name, id: id, options: PublishedBlob.options(mark: output.mark))
        upload.options.contentMD5 = sealed?.md5.map { Array($0) }
        return upload
    }
}
