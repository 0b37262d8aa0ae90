/// A format of documents: values with a structure of their own, whose leaves are masked one by one.
///
/// Framing, lengths, type tags, class and attribute names stay; names of members that no path names are masked as
/// ``Kind/structural``, and every leaf keeps its length. What is not a document of its format from the first byte to
/// the last is masked as a whole.
public enum DocumentFormat: String, CaseIterable, Sendable {
    /// JSON (RFC 8259), one document or several behind each other.
    case json
    /// JSON documents on lines of their own; paths begin anew in each.
    case ndjson
    /// MessagePack (specification of 2013, with the extension types).
    case msgpack
    /// CBOR (RFC 8949).
    case cbor
    /// BSON 1.1, as MongoDB's drivers write it.
    case bson
    /// What PHP's `serialize` writes, and its sessions: `name|serialized`, repeated.
    case php
    /// Python's pickle, protocols 0 to 5 (PEP 307, 3154, 574).
    case pickle
    /// The Java Object Serialization Stream Protocol, version 5.
    case java
    /// Ruby's Marshal 4.8.
    case marshal
    /// Protocol Buffers without a schema: names in paths are field numbers.
    case protobuf
    /// XML 1.0 and HTML: text, attribute values and comments are leaves.
    case xml
    /// `application/x-www-form-urlencoded`: `name=value&name=value`, percent-encoded.
    case form

    /// Whether a document of it is text, and stays text when its leaves do.
    var isText: Bool {
        switch self {
        case .json, .ndjson, .php, .xml, .form: true
        case .msgpack, .cbor, .bson, .pickle, .java, .marshal, .protobuf: false
        }
    }

    /// Whether two different documents can never be masked to the same one.
    var isInjective: Bool { self == .json || self == .ndjson }
}
