import Foundation

/// Checks who asks: SharedKey and SAS, signature, time and letters, as the service would.
struct Admission {
    let settings: ServiceSettings
    let now: Date

    private var key: [UInt8] { Data(base64Encoded: settings.key).map { Array($0) } ?? [] }

    func check(_ request: ServiceRequest) throws {
        guard !settings.isFirewalled else { throw ServiceRefusal(403, "AuthorizationFailure") }
        if let authorization = request.headers["authorization"] {
            if authorization.hasPrefix("Bearer "), settings.bearerTokens.contains(String(authorization.dropFirst(7))) {
                return
            }
            guard authorization.hasPrefix("SharedKey ") else { throw ServiceRefusal(401, "InvalidAuthenticationInfo") }
            try checkSharedKey(request, String(authorization.dropFirst(10)))
        } else if request.parameter("sig") != nil {
            try checkSignature(request)
        } else {
            throw ServiceRefusal(401, "NoAuthenticationInformation")
        }
    }

    /// A signature for a container, for an hour.
    func signature(container: String, permissions: String) -> String {
        let until = ServiceText.iso(now.addingTimeInterval(3600))
        let lines = [
            permissions, "", until, "/blob/\(settings.account)/\(container)", "", "", "", "2023-11-03", "c", "", "", "",
            "", "", "", "",
        ]
        let signature = ServiceDigest.hmac(key, lines.joined(separator: "\n"))
        let encoded = signature.replacingOccurrences(of: "+", with: "%2B").replacingOccurrences(of: "=", with: "%3D")
            .replacingOccurrences(of: "/", with: "%2F")
        return
            "sv=2023-11-03&sr=c&sp=\(permissions)&se=\(until.replacingOccurrences(of: ":", with: "%3A"))&sig=\(encoded)"
    }

    private func checkSharedKey(_ request: ServiceRequest, _ credential: String) throws {
        let stated = request.headers["x-ms-date"].flatMap { ServiceText.http($0) }
        guard let stated, abs(stated.timeIntervalSince(now)) < 900 else {
            throw ServiceRefusal(403, "AuthenticationFailed")
        }
        func header(_ name: String) -> String { request.headers[name] ?? "" }
        let length = header("content-length") == "0" ? "" : header("content-length")
        var text = [
            request.method, header("content-encoding"), header("content-language"), length, header("content-md5"),
            header("content-type"), "", header("if-modified-since"), header("if-match"), header("if-none-match"),
            header("if-unmodified-since"), header("range"),
        ].joined(separator: "\n")
        for name in request.headers.keys.filter({ $0.hasPrefix("x-ms-") }).sorted() {
            text += "\n\(name):\(header(name))"
        }
        text += "\n/\(settings.account)\(request.path)"
        let groups = Dictionary(grouping: request.query) { $0.name.lowercased() }
        for name in groups.keys.sorted() {
            text += "\n\(name):\(groups[name, default: []].map(\.value).sorted().joined(separator: ","))"
        }
        guard credential == "\(settings.account):\(ServiceDigest.hmac(key, text))" else {
            throw ServiceRefusal(403, "AuthenticationFailed")
        }
    }

    private func checkSignature(_ request: ServiceRequest) throws {
        func field(_ name: String) -> String { request.query.first { $0.name == name }?.value ?? "" }
        let isAccount = !field("ss").isEmpty
        let isDelegated = !field("skoid").isEmpty
        let text: String
        if isAccount {
            let lines = [
                settings.account, field("sp"), field("ss"), field("srt"), field("st"), field("se"), field("sip"),
                field("spr"), field("sv"), field("ses"),
            ]
            text = lines.joined(separator: "\n") + "\n"
        } else {
            var resource = "/blob/\(settings.account)/\(request.container)"
            if field("sr") != "c" { resource += "/\(request.blob)" }
            let moment =
                ["bs": request.parameter("snapshot"), "bv": request.parameter("versionid")][field("sr")] ?? nil
            // A signature with a key of an identity states that key in the place of a stored policy.
            let delegate = ["skoid", "sktid", "skt", "ske", "sks", "skv", "saoid", "suoid", "scid"].map(field)
            let signer = isDelegated ? delegate : [field("si")]
            let lines =
                [field("sp"), field("st"), field("se"), resource] + signer + [
                    field("sip"), field("spr"), field("sv"),
                    field("sr"), moment ?? "", field("ses"), field("rscc"), field("rscd"), field("rsce"), field("rscl"),
                    field("rsct"),
                ]
            text = lines.joined(separator: "\n")
        }
        let signingKey = isDelegated ? Array(ServiceModel.delegationKey.utf8) : key
        guard ServiceDigest.hmac(signingKey, text) == field("sig") else {
            throw ServiceRefusal(403, "AuthenticationFailed")
        }
        let ends = ServiceText.iso(field("se")), begins = ServiceText.iso(field("st"))
        guard let ends, ends > now, begins.map({ $0 <= now }) ?? field("st").isEmpty else {
            throw ServiceRefusal(403, "AuthenticationFailed")
        }
        let letters = Set(field("sp"))
        guard isAccount || !request.container.isEmpty else { throw ServiceRefusal(403, "AuthorizationFailure") }
        for needed in needed(request) where letters.isDisjoint(with: Set(needed)) {
            throw ServiceRefusal(403, "AuthorizationPermissionMismatch")
        }
    }

    /// For each thing that a request does, the letters of which one is enough.
    private func needed(_ request: ServiceRequest) -> [String] {
        switch (request.method, request.component) {
        case ("GET", "list"): return ["l"]
        case ("GET", "tags"), ("PUT", "tags"): return ["t"]
        case ("GET", _), ("HEAD", _): return ["r"]
        case ("DELETE", _):
            if request.parameter("deletetype") != nil { return ["y"] }
            return request.parameter("versionid") == nil ? ["d"] : ["x"]
        case ("PUT", "immutabilityPolicies"), ("PUT", "legalhold"): return ["i"]
        case ("PUT", nil), ("PUT", "block"), ("PUT", "blocklist"):
            return ["cw"] + (request.headers["x-ms-tags"] == nil ? [] : ["t"])
        default: return ["w"]
        }
    }
}
