import Foundation
import Secrecy

/// How a service tells what went wrong: where its code is, and in which table that is looked up.
struct ServiceDialect: Sendable {
    /// What an answer says.
    struct Told {
        /// The code, as the service writes it.
        var code: String?
        /// What it is to us.
        var row: ServiceFault
        /// What the service says in its own words, where people need that.
        var message = ""

        /// What to do, and what the service said.
        var sentence: String { message.isEmpty ? row.sentence : "\(row.sentence); the service says: \(message)" }
    }

    /// Reads an answer that is no success.
    let read: @Sendable (HTTPReply) -> Told

    /// Blob services: a header or an element `Code`.
    static let storage = ServiceDialect { reply in
        let code = reply[header: "x-ms-error-code"] ?? XMLElement(document: reply.body)?.string("Code")
        return Told(code: code, row: code.flatMap { ServiceFault.row($0) } ?? ServiceFault.ofStatus(reply.status))
    }

    /// Services that give tokens: one that is not there yet, or is being updated, comes back.
    static let identity = ServiceDialect { reply in
        let row =
            [404, 410].contains(reply.status)
            ? ServiceFault("", .unavailable, retry: true, "the service is not there yet")
            : ServiceFault.ofStatus(reply.status)
        return Told(code: nil, row: row)
    }

    /// Azure Resource Manager: a JSON document with `error.code` and `error.message`.
    static let management = ServiceDialect { reply in
        let error = ManagementFailure(document: reply.body)
        let code = error?.code ?? reply[header: "x-ms-failure-cause"]
        let row = ServiceFault.management(code, message: error?.message ?? "") ?? ServiceFault.ofStatus(reply.status)
        return Told(code: code, row: row, message: error?.message ?? "")
    }
}

/// What Azure Resource Manager says about a failure, in an answer or at the end of an operation.
package struct ManagementFailure: Sendable, Equatable {
    /// Its code.
    package var code: String
    /// Its message, without secrets; may be empty.
    package var message: String

    /// A failure, whose message may come from anywhere.
    package init(code: String, message: String) {
        self.code = Self.line(code, upTo: 100)
        self.message = Self.line(message, upTo: 600)
    }

    /// Reads `{"error": {"code", "message"}}`, or the inner object alone; nil where there is none.
    package init?(document: [UInt8]) {
        guard let answer = try? JSONDecoder().decode(Document.self, from: Data(document)) else { return nil }
        guard let code = answer.error?.code ?? answer.code else { return nil }
        self.init(code: code, message: (answer.error?.message ?? answer.message) ?? "")
    }

    /// What it means and what to do.
    package var sentence: String {
        ServiceFault.management(code, message: message)?.sentence ?? ServiceFault.row(code)?.sentence
            ?? "the service gives a reason that is not known here"
    }

    private static func line(_ text: String, upTo limit: Int) -> String {
        Redaction.redacted(String(text.split(whereSeparator: \.isNewline).joined(separator: " ").prefix(limit)))
    }

    private struct Document: Decodable {
        struct Inner: Decodable {
            var code: String?, message: String?
        }
        var error: Inner?, code: String?, message: String?
    }
}
