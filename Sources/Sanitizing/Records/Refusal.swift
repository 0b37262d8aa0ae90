/// What is not sanitized, because it is not understood well enough to be masked: each with what can be done.
enum Refusal {
    static func module(_ name: String, _ offset: UInt64) -> SanitizeError {
        SanitizeError(
            .refused, at: offset,
            "a value of module type \(name) cannot be masked; keep its key by a rule with a reason, or pass all module "
                + "data on with --modules keep")
    }

    static func moduleAux(_ offset: UInt64) -> SanitizeError {
        SanitizeError(
            .refused, at: offset,
            "data that a module keeps outside of keys cannot be masked; pass it on with --modules keep, or export "
                + "without the module")
    }

    static func keyMetadata(_ offset: UInt64) -> SanitizeError {
        SanitizeError(
            .refused, at: offset,
            "metadata that a module attached to a key cannot be masked; keep the key by a rule with a reason, or pass "
                + "all module data on with --modules keep")
    }

    static func functionPreGA(_ offset: UInt64) -> SanitizeError {
        SanitizeError(
            .refused, at: offset,
            "functions of a pre-release of Redis 7.0 are not supported, nor does any released server load them")
    }

    static func code(_ offset: UInt64) -> SanitizeError {
        SanitizeError(
            .refused, at: offset,
            "there is a function or script, and --code refuse was given")
    }

    static func noSnapshotTime(_ offset: UInt64) -> SanitizeError {
        SanitizeError(
            .refused, at: offset,
            "the file does not say when it was taken, so --rebase-ttl has nothing to count from; give --taken-at")
    }

    static func expiryOutOfRange(_ offset: UInt64) -> SanitizeError {
        SanitizeError(
            .refused, at: offset,
            "--rebase-ttl would move an expiry before 1970, or further than the format can say; leave it out, or look at "
                + "--taken-at")
    }
}
