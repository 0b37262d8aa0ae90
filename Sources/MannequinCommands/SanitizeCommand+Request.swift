import Foundation
import Governance
import Sanitizing

extension SanitizeCommand {
    /// How the run can be repeated, for its journal; nil where it cannot, or is recorded nowhere.
    func request(_ options: SanitizeOptions, isKeyEphemeral: Bool) throws -> SanitizeRequest? {
        guard !recording.noCatalog, !dryRun else { return nil }
        let environment = ProcessInfo.processInfo.environment
        var request = SanitizeRequest(
            rules: try masking.rules.map(RuleSource.init),
            keyFile: isKeyEphemeral ? nil : masking.keyFile ?? environment["MANNEQUIN_KEY_FILE"], options: options,
            recording: recording.options(isKeyEphemeral: isKeyEphemeral))
        request?.verifies = verify
        request?.replaces = force
        request?.tags = !noTags
        request?.signingKey = (recording.signing.signingKey ?? environment["MANNEQUIN_SIGNING_KEY"])
            .map(SanitizeRequest.absolute)
        return request
    }
}
