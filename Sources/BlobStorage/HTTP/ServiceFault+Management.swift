extension ServiceFault {
    /// The row of a code of Azure Resource Manager; nil for one that is not in the table.
    ///
    /// `Conflict` is the one code that says three things, told apart by nothing but the message: none at all, when the
    /// signature does not allow what the service needs; one about being busy; and whatever else is in the way.
    static func management(_ code: String?, message: String) -> ServiceFault? {
        guard let code else { return nil }
        if code == "Conflict" {
            if message.isEmpty { return silentConflict }
            return message.contains("busy") ? busyConflict : otherConflict
        }
        return managementByCode[code]
    }

    private static let managementByCode = Dictionary(
        management.map { ($0.serviceCode, $0) }, uniquingKeysWith: { first, _ in first })

    private static let silentConflict = ServiceFault(
        "Conflict", .refused,
        "the service does not say why; it answers so when the SAS lacks letters (an export needs racwdtm, an import r), "
            + "ends within an hour, or begins later than 15 minutes ago")
    private static let busyConflict = ServiceFault(
        "Conflict", .unavailable, "the resource is busy with an earlier request or with maintenance; try again later")
    private static let otherConflict = ServiceFault("Conflict", .refused, "the state of the resource does not allow it")

    private static let managementDenied = "docs/azure.md has the role that is needed"

    /// Azure Resource Manager, and what Microsoft.Cache says through it.
    static let management: [ServiceFault] = [
        .init(
            "AuthenticationFailed", .credentials,
            "the token is not accepted; look at the identity, its tenant and the clock"),
        .init(
            "InvalidAuthenticationToken", .credentials, "the token is not one for this service; look at the identity"),
        .init("ExpiredAuthenticationToken", .credentials, "the token has expired; try again"),
        .init(
            "InvalidAuthenticationTokenTenant", .credentials,
            "the token is of another tenant than the subscription; log in to that one"),
        .init(
            "AuthorizationFailed", .notAllowed,
            "the identity may not do this to the resource, or its role is newer than its token; \(managementDenied)"),
        .init(
            "LinkedAuthorizationFailed", .notAllowed,
            "the identity may not do this to a resource that the request names; \(managementDenied)"),
        .init("RequestDisallowedByPolicy", .notAllowed, "a policy of the subscription forbids it; ask its owner"),
        .init("ScopeLocked", .protected, "a lock on the resource, its group or the subscription forbids it"),
        .init("SubscriptionNotFound", .absent, "there is no such subscription, or the identity cannot see it"),
        .init("InvalidSubscriptionId", .absent, "this is no id of a subscription"),
        .init("ResourceGroupNotFound", .absent, "there is no such resource group"),
        .init("ResourceNotFound", .absent, "there is no such resource; look at the id"),
        .init("ParentResourceNotFound", .absent, "there is no such cluster; look at the id"),
        .init("NotFound", .absent, "there is no such resource or operation"),
        .init("OperationNotFound", .absent, "the service does not know the operation"),
        .init(
            "MissingSubscriptionRegistration", .refused,
            "the subscription is not registered for Microsoft.Cache; `az provider register --namespace Microsoft.Cache`"
        ),
        .init("NoRegisteredProviderFound", .unsupported, "this cloud does not have this version of the interface"),
        .init("InvalidApiVersionParameter", .unsupported, "this cloud does not have this version of the interface"),
        .init("MissingApiVersionParameter", .refused, "the service misses the version of the interface"),
        .init("InvalidResourceType", .unsupported, "this cloud does not have this type of resource"),
        .init("InvalidRequestBody", .refused, "the service does not understand the request"),
        .init("InvalidRequestContent", .refused, "the service does not understand the request"),
        .init("BadRequest", .refused, "the service does not accept the request"),
        .init("OperationNotAllowed", .refused, "the resource cannot do this: not in this tier, or not in this state"),
        .init("ResourceGroupBeingDeleted", .refused, "the resource group is being deleted"),
        .init("TooManyRequests", .unavailable, retry: true, "the service asks to slow down"),
        .init(
            "SubscriptionRequestsThrottled", .unavailable, retry: true,
            "the subscription's limit of requests is reached"),
        .init("InternalServerError", .unavailable, retry: true, "the service failed"),
        .init("ServiceUnavailable", .unavailable, retry: true, "the service is not available"),
        .init("ServerTimeout", .unavailable, retry: true, "the service took too long"),
        .init("GatewayTimeout", .unavailable, retry: true, "the service took too long"),
    ]
}
