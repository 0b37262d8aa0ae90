import Foundation

/// Where keys for S3 come from: the variables and the file that all programs for it read.
enum S3Credential {
    /// The signature to use; nil for buckets that anybody may read.
    static func found(in environment: [String: String]) throws -> AWSSignature? {
        let profile = environment["AWS_PROFILE"] ?? "default"
        let home = environment["HOME"] ?? ""
        let file = environment["AWS_SHARED_CREDENTIALS_FILE"] ?? "\(home)/.aws/credentials"
        let stored = section(profile, of: file)
        let configured = section(
            profile == "default" ? profile : "profile \(profile)",
            of: environment["AWS_CONFIG_FILE"] ?? "\(home)/.aws/config")
        let region =
            environment["AWS_REGION"] ?? environment["AWS_DEFAULT_REGION"] ?? configured["region"] ?? stored["region"]
            ?? "us-east-1"
        if let access = environment["AWS_ACCESS_KEY_ID"], let secret = environment["AWS_SECRET_ACCESS_KEY"] {
            return AWSSignature(
                accessKey: access, secretKey: secret, sessionToken: environment["AWS_SESSION_TOKEN"], region: region)
        }
        if let access = stored["aws_access_key_id"], let secret = stored["aws_secret_access_key"] {
            return AWSSignature(
                accessKey: access, secretKey: secret, sessionToken: stored["aws_session_token"], region: region)
        }
        if environment["MANNEQUIN_S3_ANONYMOUS"] == "1" { return nil }
        throw BlobError(
            .credentials, "s3",
            "there are no credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE "
                + "(docs/s3.md tells what is read)")
    }

    /// The settings of a section of an INI file; nothing where there is none.
    private static func section(_ name: String, of path: String) -> [String: String] {
        guard let data = FileManager.default.contents(atPath: path) else { return [:] }
        var settings: [String: String] = [:]
        var isWanted = false
        for line in String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline) {
            let text = line.trimmingCharacters(in: .whitespaces)
            if text.hasPrefix("[") {
                isWanted = text == "[\(name)]"
            } else if isWanted, !text.hasPrefix("#"), let equals = text.firstIndex(of: "=") {
                let key = text[..<equals].trimmingCharacters(in: .whitespaces)
                settings[key] = text[text.index(after: equals)...].trimmingCharacters(in: .whitespaces)
            }
        }
        return settings
    }
}
