public import Rules

/// The rule packs that are shipped with the program: what lies in `packs` beside this file is the one source of them.
public enum RulePacks {
    /// A pack as it is shipped.
    public struct Pack: Sendable {
        /// The name of the pack, and of its file without the ending.
        public let name: String
        /// The file.
        let bytes: [UInt8]

        init(_ name: String, _ bytes: [UInt8]) {
            self.name = name
            self.bytes = bytes
        }

        /// The YAML.
        public var text: String { String(decoding: bytes, as: UTF8.self) }

        /// What diagnostics and explanations call the file.
        public var file: String { "<\(name)>" }

        /// Reads it, with parameters that were chosen.
        public func read(_ parameters: [String: String] = [:]) throws(RuleError) -> RulePack {
            try RulePack(bytes: bytes, file: file, parameters: parameters)
        }
    }

    /// Every pack, in the order in which `--rules auto` stacks those that apply: the wider its keys, the later it comes.
    public static let all = [
        Pack("dotnet-data-protection", PackageResources.dotnet_data_protection_yaml),
        Pack("arq", PackageResources.arq_yaml),
        Pack("asynq", PackageResources.asynq_yaml),
        Pack("bullmq", PackageResources.bullmq_yaml),
        Pack("celery", PackageResources.celery_yaml),
        Pack("connect-redis", PackageResources.connect_redis_yaml),
        Pack("django", PackageResources.django_yaml),
        Pack("dramatiq", PackageResources.dramatiq_yaml),
        Pack("fastapi-users", PackageResources.fastapi_users_yaml),
        Pack("flask-session", PackageResources.flask_session_yaml),
        Pack("hangfire", PackageResources.hangfire_yaml),
        Pack("horizon", PackageResources.horizon_yaml),
        Pack("huey", PackageResources.huey_yaml),
        Pack("laravel", PackageResources.laravel_yaml),
        Pack("magento", PackageResources.magento_yaml),
        Pack("nextauth-upstash", PackageResources.nextauth_upstash_yaml),
        Pack("php-session", PackageResources.php_session_yaml),
        Pack("rails", PackageResources.rails_yaml),
        Pack("redisson", PackageResources.redisson_yaml),
        Pack("resque", PackageResources.resque_yaml),
        Pack("rq", PackageResources.rq_yaml),
        Pack("sidekiq", PackageResources.sidekiq_yaml),
        Pack("spring-oauth2", PackageResources.spring_oauth2_yaml),
        Pack("spring-session", PackageResources.spring_session_yaml),
        Pack("symfony", PackageResources.symfony_yaml),
        Pack("wordpress", PackageResources.wordpress_yaml),
        Pack("spring-cache", PackageResources.spring_cache_yaml),
        Pack("rate-limiters", PackageResources.rate_limiters_yaml),
        Pack("envoy-ratelimit", PackageResources.envoy_ratelimit_yaml),
        Pack("go-sessions", PackageResources.go_sessions_yaml),
        Pack("dotnet-cache", PackageResources.dotnet_cache_yaml),
        Pack("generic-secrets", PackageResources.generic_secrets_yaml),
        Pack("pci", PackageResources.pci_yaml),
        Pack("hipaa", PackageResources.hipaa_yaml),
        Pack("gdpr", PackageResources.gdpr_yaml),
        Pack("structural-safe", PackageResources.structural_safe_yaml),
    ]

    /// The pack of a name.
    public static func named(_ name: String) -> Pack? { all.first { $0.name == name } }
}
