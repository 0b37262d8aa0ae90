// A table, and so longer than other files.

/// What the tokens of one issuer look like: a beginning, and a number of characters of one alphabet.
///
/// The forms are those that the issuers document, or that the tokens they hand out have.
struct TokenForm: Sendable {
    let issuer: String
    let kind: SensitiveKind
    let prefix: [UInt8]
    let alphabet: ByteAlphabet
    /// How many characters follow the prefix.
    let counts: ClosedRange<Int>

    private init(
        _ issuer: String, _ prefix: String, _ alphabet: ByteAlphabet, _ counts: ClosedRange<Int>,
        _ kind: SensitiveKind = .vendorToken
    ) {
        self.issuer = issuer
        self.kind = kind
        self.prefix = Array(prefix.utf8)
        self.alphabet = alphabet
        self.counts = counts
    }

    /// The longest run that is taken for a token.
    private static let longest = 1024

    static let all: [TokenForm] = [
        // Cloud providers
        TokenForm("aws", "AKIA", .upperAndDigits, 16...16, .cloudKey),
        TokenForm("aws", "ASIA", .upperAndDigits, 16...16, .cloudKey),
        TokenForm("aws", "ABIA", .upperAndDigits, 16...16, .cloudKey),
        TokenForm("aws", "ACCA", .upperAndDigits, 16...16, .cloudKey),
        TokenForm("aws-bedrock", "ABSK", .base64, 109...269, .cloudKey),
        TokenForm("gcp", "AIza", .base64URL, 35...35, .cloudKey),
        TokenForm("gcp-oauth", "ya29.", .dotted, 20...longest, .cloudKey),
        TokenForm("gcp-oauth", "GOCSPX-", .base64URL, 28...28, .cloudKey),
        TokenForm("alibaba", "LTAI", .base62, 12...24, .cloudKey),
        TokenForm("tencent", "AKID", .base62, 28...36, .cloudKey),
        TokenForm("digitalocean", "dop_v1_", .hexLower, 64...64, .cloudKey),
        TokenForm("digitalocean", "doo_v1_", .hexLower, 64...64, .cloudKey),
        TokenForm("digitalocean", "dor_v1_", .hexLower, 64...64, .cloudKey),
        TokenForm("heroku", "HRKU-", .base64URL, 36...80, .cloudKey),
        TokenForm("scaleway", "SCW", .upperAndDigits, 17...17, .cloudKey),
        TokenForm("yandex", "AQVN", .base64URL, 35...36, .cloudKey),
        // Code hosts and package registries
        TokenForm("github", "ghp_", .base62, 36...36),
        TokenForm("github", "gho_", .base62, 36...36),
        TokenForm("github", "ghu_", .base62, 36...36),
        TokenForm("github", "ghs_", .base62, 36...36),
        TokenForm("github", "ghr_", .base62, 36...76),
        TokenForm("github", "github_pat_", .base64URL, 82...82),
        TokenForm("gitlab", "glpat-", .dotted, 20...longest),
        TokenForm("gitlab", "gldt-", .base64URL, 20...longest),
        TokenForm("gitlab", "glrt-", .dotted, 20...longest),
        TokenForm("gitlab", "glrtr-", .dotted, 20...longest),
        TokenForm("gitlab", "glptt-", .base64URL, 20...longest),
        TokenForm("gitlab", "glcbt-", .base64URL, 20...longest),
        TokenForm("gitlab", "gloas-", .base64URL, 64...64),
        TokenForm("gitlab", "glft-", .base64URL, 20...longest),
        TokenForm("gitlab", "glsoat-", .base64URL, 20...longest),
        TokenForm("gitlab", "glimt-", .base64URL, 20...longest),
        TokenForm("gitlab", "glagent-", .base64URL, 50...longest),
        TokenForm("npm", "npm_", .base62, 36...36),
        TokenForm("pypi", "pypi-AgE", .base64URL, 50...longest),
        TokenForm("rubygems", "rubygems_", .hexLower, 48...48),
        TokenForm("crates", "cio", .base62, 32...32),
        TokenForm("nuget", "oy2", .base62, 43...43),
        TokenForm("docker", "dckr_pat_", .base64URL, 27...27),
        TokenForm("docker", "dckr_oat_", .base64URL, 27...32),
        TokenForm("clojars", "CLOJARS_", .base62, 60...60),
        TokenForm("postman", "PMAK-", .base64URL, 59...59),
        TokenForm("atlassian", "ATATT3", .base64, 180...220),
        TokenForm("atlassian", "ATCTT3", .base64, 180...220),
        TokenForm("linear", "lin_api_", .base62, 32...48),
        TokenForm("figma", "figd_", .base64URL, 40...60),
        TokenForm("notion", "ntn_", .base62, 40...50),
        TokenForm("airtable", "pat", .dotted, 79...79),
        // Messages and mail
        TokenForm("slack", "xoxb-", .base64URL, 20...longest),
        TokenForm("slack", "xoxp-", .base64URL, 20...longest),
        TokenForm("slack", "xoxa-", .base64URL, 20...longest),
        TokenForm("slack", "xoxr-", .base64URL, 20...longest),
        TokenForm("slack", "xoxs-", .base64URL, 20...longest),
        TokenForm("slack", "xoxo-", .base64URL, 20...longest),
        TokenForm("slack", "xoxe-", .base64URL, 20...longest),
        TokenForm("slack", "xoxe.xox", .base64URL, 20...longest),
        TokenForm("slack", "xapp-", .base64URL, 20...longest),
        TokenForm("slack-webhook", "hooks.slack.com/services/", .base64, 40...80),
        TokenForm("twilio", "SK", .hexLower, 32...32),
        TokenForm("twilio", "AC", .hexLower, 32...32),
        TokenForm("sendgrid", "SG.", .dotted, 66...66),
        TokenForm("mailgun", "key-", .hexLower, 32...32),
        TokenForm("brevo", "xkeysib-", .base64URL, 81...81),
        // Payment and shops
        TokenForm("stripe", "sk_live_", .base62, 16...255),
        TokenForm("stripe", "sk_test_", .base62, 16...255),
        TokenForm("stripe", "rk_live_", .base62, 16...255),
        TokenForm("stripe", "rk_test_", .base62, 16...255),
        TokenForm("stripe-webhook", "whsec_", .base64, 24...88),
        TokenForm("square", "sq0atp-", .base64URL, 22...22),
        TokenForm("square", "sq0csp-", .base64URL, 43...43),
        TokenForm("square", "EAAA", .base64URL, 60...60),
        TokenForm("shopify", "shpat_", .hex, 32...32),
        TokenForm("shopify", "shpca_", .hex, 32...32),
        TokenForm("shopify", "shppa_", .hex, 32...32),
        TokenForm("shopify", "shpss_", .hex, 32...32),
        TokenForm("easypost", "EZAK", .base62, 54...54),
        TokenForm("easypost", "EZTK", .base62, 54...54),
        // Language models
        TokenForm("anthropic", "sk-ant-", .base64URL, 40...longest),
        TokenForm("openai", "sk-proj-", .base64URL, 40...longest),
        TokenForm("openai", "sk-svcacct-", .base64URL, 40...longest),
        TokenForm("openai", "sk-admin-", .base64URL, 40...longest),
        TokenForm("openrouter", "sk-or-v1-", .hexLower, 64...64),
        TokenForm("openai-like", "sk-", .base62, 32...96),
        TokenForm("huggingface", "hf_", .base62, 34...40),
        TokenForm("replicate", "r8_", .base62, 37...40),
        TokenForm("groq", "gsk_", .base62, 52...52),
        TokenForm("xai", "xai-", .base62, 80...80),
        TokenForm("perplexity", "pplx-", .base62, 48...48),
        // Operations
        TokenForm("databricks", "dapi", .hexLower, 32...32),
        TokenForm("grafana", "glsa_", .base64URL, 41...41),
        TokenForm("grafana", "glc_", .base64, 32...400),
        TokenForm("newrelic", "NRAK-", .upperAndDigits, 27...27),
        TokenForm("sentry", "sntrys_", .base64, 100...longest),
        TokenForm("sentry", "sntryu_", .hexLower, 64...64),
        TokenForm("doppler", "dp.pt.", .base62, 40...44),
        TokenForm("doppler", "dp.st.", .dotted, 40...80),
        TokenForm("pulumi", "pul-", .hexLower, 40...40),
        TokenForm("vault", "hvs.", .base64URL, 24...300),
        TokenForm("vault", "hvb.", .base64URL, 138...300),
        TokenForm("planetscale", "pscale_tkn_", .dotted, 32...64),
        TokenForm("planetscale", "pscale_pw_", .dotted, 32...64),
        TokenForm("supabase", "sbp_", .hexLower, 40...40),
        TokenForm("supabase", "sb_secret_", .base64URL, 31...42),
        TokenForm("netlify", "nfp_", .base62, 36...40),
        TokenForm("prefect", "pnu_", .base62, 36...36),
        TokenForm("age", "AGE-SECRET-KEY-1", .upperAndDigits, 58...58, .privateKey),
        TokenForm("fernet", "gAAAAA", .base64, 80...longest),
        TokenForm("aspnet-data-protection", "CfDJ8", .base64URL, 50...longest),
    ]

    /// The token at a place, whose first three bytes are those of the prefix.
    func match(_ text: ScanText, at start: Int, row: UInt8) -> Finding? {
        guard text.has(prefix, at: start) else { return nil }
        let body = start + prefix.count
        var end = text.end(of: alphabet, from: body, limit: counts.upperBound + 1)
        // A dot at the end is the sentence's.
        if alphabet == .dotted, text[end - 1] == 0x2E { end -= 1 }
        guard counts.contains(end - body), !text[end].isAlphanumeric else { return nil }
        // Placeholders repeat a character or two.
        guard text.distinctCount(body..<end) >= 6 else { return nil }
        let isExample = text.has("EXAMPLE", at: end - 7) || text.has("4eC39HqLyjWDarjtT1zdp7dc", at: body)
        return Finding(kind, start..<end, isExample ? .publicTest : .high, .prefix, formIndex: row)
    }
}
