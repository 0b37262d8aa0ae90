import Foundation
import Testing

@testable import Masking

/// A file that the library of its format wrote, see `Tests/Fixtures/codecs/generate.py`.
struct CodecFixture: Decodable, Sendable, CustomTestStringConvertible {
    var file: String
    /// The codecs from the outside to the inside, as a rule names them.
    var chain: String
    /// What the document tells about a person.
    var secrets: [String]

    var testDescription: String { file }

    private static let directory = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().appending(path: "../../Fixtures/codecs")

    static let all: [CodecFixture] = {
        guard let data = try? Data(contentsOf: directory.appending(path: "manifest.json")),
            let fixtures = try? JSONDecoder().decode([CodecFixture].self, from: data)
        else { return [] }
        return fixtures
    }()

    func bytes() throws -> [UInt8] { [UInt8](try Data(contentsOf: Self.directory.appending(path: file))) }

    var codecs: [String] { chain.split(separator: ">").map { $0.trimmingCharacters(in: .whitespaces) } }

    /// The treatment that a rule with this chain has.
    var treatment: Treatment {
        codecs.reversed().reduce(.detect) { inner, name in
            if let format = DocumentFormat(rawValue: name) {
                let everywhere = DocumentPaths([.init(steps: [.deep, .any], treatment: inner)])
                return .document(format, inner == .detect ? .none : everywhere)
            }
            return Masking.Encoding(rawValue: name).map { .encoded($0, inner) } ?? .detect
        }
    }

    /// A value and what is inside of each of its encodings, the innermost last.
    func layers(of bytes: [UInt8]) -> [[UInt8]] {
        var layers = [bytes]
        for name in codecs {
            guard let encoding = Masking.Encoding(rawValue: name), let last = layers.last else { break }
            guard let inside = Self.inside(of: encoding, last) else { break }
            layers.append(inside)
        }
        return layers
    }

    private static func inside(of encoding: Masking.Encoding, _ bytes: [UInt8]) -> [UInt8]? {
        var plain: [UInt8] = []
        let span = bytes.span
        switch encoding {
        case .base64:
            guard let form = Base64Form(span, 0..<bytes.count) else { return nil }
            form.decode(span, into: &plain)
        case .percent: PercentText.read(span, 0..<bytes.count, into: &plain)
        case .prefixed: plain = Array(bytes.dropFirst(CompressionPrefix.count(span, 0..<bytes.count) ?? 0))
        case .gzip, .zlib, .deflate:
            var archive = DeflateArchive(encoding)
            guard archive.unpack(span, limit: 1 << 24, into: &plain) else { return nil }
        case .zstd:
            var archive = ZstdArchive()
            guard archive.unpack(span, limit: 1 << 24, into: &plain) else { return nil }
        case .lz4:
            var archive = LZ4Archive()
            guard archive.unpack(span, limit: 1 << 24, into: &plain) else { return nil }
        case .snappy:
            var archive = SnappyArchive()
            guard archive.unpack(span, limit: 1 << 24, into: &plain) else { return nil }
        }
        return plain
    }

    /// What a parser finds in the innermost layer, leaf by leaf; nil if that is no whole document.
    func structure(of bytes: [UInt8]) -> [String]? {
        guard let last = codecs.last, let format = DocumentFormat(rawValue: last), let inside = layers(of: bytes).last,
            layers(of: bytes).count == codecs.count
        else { return nil }
        guard format != .json else {
            return JSONSkeleton.of(inside)
        }
        var found = LeafCollector()
        guard format.parse(inside.span, 0..<inside.count, nil, into: &found) else { return nil }
        return found.leaves.map { "\($0.range) \($0.form) \($0.isName) \(found.isPosition($0))" }
    }
}

/// A JSON document without its content.
enum JSONSkeleton {
    static func of(_ bytes: [UInt8]) -> [String]? {
        guard let object = try? JSONSerialization.jsonObject(with: Data(bytes)) else { return nil }
        var lines: [String] = []
        add(object, "", &lines)
        return lines.sorted()
    }

    private static func add(_ value: Any, _ path: String, _ lines: inout [String]) {
        if let object = value as? [String: Any] {
            lines.append("\(path) object of \(object.count)")
            for member in object.values { add(member, path + ".", &lines) }
        } else if let array = value as? [Any] {
            lines.append("\(path) array of \(array.count)")
            for element in array { add(element, path + ".", &lines) }
        } else if let text = value as? String {
            lines.append("\(path) text of \(text.utf8.count)")
        } else {
            lines.append("\(path) \(type(of: value))")
        }
    }
}
