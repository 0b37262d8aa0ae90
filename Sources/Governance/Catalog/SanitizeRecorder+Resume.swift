import Catalog
import Masking
import Sanitizing

extension SanitizeRecorder {
    /// Goes on with a run that was killed before its result was recorded. Throws when it would not be the same run: with
    /// other rules, or another key.
    func takeUp(_ uid: String, _ sanitize: SanitizeOptions) throws(RunError) -> Recording {
        let nowhere = CopyPlace(kind: "", namespace: "", name: "", identity: "")
        return try catalog.commit { log in
            guard let record = try log.record(ofRun: uid, at: nowhere) else {
                throw CatalogError(.unknown, "there is no run \(uid)")
            }
            guard record.end == nil else { throw CatalogError(.refused, "the run \(uid) has ended already") }
            guard record.run.ruleDigest == RuleDigest.of(sanitize) else {
                throw CatalogError(
                    .refused,
                    "the rules or options are not those the run \(uid) began with; put them back, or give it "
                        + "up with --abandon")
            }
            guard record.keyFingerprint == sanitize.key.fingerprint else {
                throw CatalogError(
                    .refused,
                    "the masking key is not the one the run \(uid) began with; put it back, or give it up "
                        + "with --abandon")
            }
            return Recording(
                run: record.run, policy: try log.policy(named: options.policy),
                rawPolicy: try log.policy(named: options.rawPolicy))
        }
    }
}
