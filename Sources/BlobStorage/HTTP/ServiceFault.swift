/// What a service code means, and what to do about it: one row a code.
struct ServiceFault: Sendable {
    /// The code, as the service writes it.
    var serviceCode: String
    /// What it is to us.
    var code: BlobError.Code
    /// Whether the same request may do better in a moment.
    var isRetryable = false
    /// What to do.
    var sentence: String

    init(_ serviceCode: String, _ code: BlobError.Code, retry: Bool = false, _ sentence: String) {
        self.serviceCode = serviceCode
        self.code = code
        self.isRetryable = retry
        self.sentence = sentence
    }

    /// The row of a code.
    static func row(_ serviceCode: String) -> ServiceFault? { byCode[serviceCode] }

    private static let byCode = Dictionary(rows.map { ($0.serviceCode, $0) }, uniquingKeysWith: { first, _ in first })

    /// Azure Blob Storage, then what S3 has other words for.
    static let rows: [ServiceFault] = azure + s3

    private static let azure: [ServiceFault] = [
        .init(
            "NoAuthenticationInformation", .credentials,
            "no credentials were sent; give a SAS, a connection string or an identity"),
        .init(
            "InvalidAuthenticationInfo", .credentials,
            "the token is missing, expired or for another service or tenant; get a new one"),
        .init(
            "AuthenticationFailed", .credentials,
            "the signature is not accepted: the key or SAS is wrong, expired or cut off, or the clock of this machine is off"
        ),
        .init(
            "AuthorizationFailure", .notAllowed,
            "refused by the storage firewall, a private endpoint, or for an operation the SAS is not for; allow this network, or widen the SAS"
        ),
        .init(
            "AuthorizationPermissionMismatch", .notAllowed,
            "the SAS lacks the letter, or the identity the data role, for this; Owner and Contributor are no data roles"
        ),
        .init("AuthorizationSourceIPMismatch", .notAllowed, "the SAS is for other addresses than this machine's"),
        .init("AuthorizationProtocolMismatch", .notAllowed, "the SAS is for https only"),
        .init("AuthorizationServiceMismatch", .notAllowed, "the account SAS is not for blobs; make one with ss=b"),
        .init(
            "AuthorizationResourceTypeMismatch", .notAllowed,
            "the account SAS is not for this type of resource; make one with srt=sco"),
        .init(
            "KeyBasedAuthenticationNotPermitted", .notAllowed,
            "the account takes no keys and no SAS made with them; use an identity"),
        .init(
            "PublicAccessNotPermitted", .credentials,
            "the account cannot be read without credentials; give a SAS, a connection string or an identity"),
        .init("InsufficientAccountPermissions", .notAllowed, "the account may not do this; ask its owner"),
        .init("AccountIsDisabled", .notAllowed, "the account is disabled; ask its owner"),
        .init("BlobNotFound", .absent, "there is no such blob; it may be deleted"),
        .init("ContainerNotFound", .absent, "there is no such container"),
        .init("ResourceNotFound", .absent, "there is no such resource; it may be deleted"),
        .init("ContainerBeingDeleted", .absent, "the container is being deleted"),
        .init("ContainerDisabled", .notAllowed, "the container is disabled"),
        .init("BlobAlreadyExists", .alreadyThere, "a blob has the name already"),
        .init("BlobArchived", .refused, "the blob is in the archive tier; rehydrate it first"),
        .init(
            "BlobBeingRehydrated", .refused, "the blob is being taken out of the archive; try again when that is done"),
        .init("SnapshotsPresent", .protected, "the blob has snapshots, which have to go with it"),
        .init(
            "LeaseAlreadyPresent", .protected, "somebody has a lease on the blob; it ends, or is broken by its owner"),
        .init("LeaseIdMissing", .protected, "somebody has a lease on the blob; it ends, or is broken by its owner"),
        .init("LeaseIdMismatchWithBlobOperation", .protected, "somebody else has the lease on the blob"),
        .init("LeaseIdMismatchWithLeaseOperation", .protected, "somebody else has the lease on the blob"),
        .init(
            "LeaseIsBreakingAndCannotBeAcquired", .protected,
            "the lease on the blob is being broken; wait until that is done"),
        .init("LeaseLost", .changed, "the lease on the blob has ended"),
        .init("BlobImmutableDueToPolicy", .protected, "an immutability policy or a legal hold forbids it"),
        .init("BlobImmutableDueToLegalHold", .protected, "a legal hold forbids it"),
        .init("FeatureVersionMismatch", .refused, "the service speaks an older version of the protocol for this blob"),
        .init(
            "FeatureNotYetSupportedForHierarchicalNamespaceAccounts", .unsupported,
            "accounts with a hierarchical namespace cannot do this"),
        .init("InvalidBlobType", .refused, "the blob is of another type than this can be done to"),
        .init("ConditionNotMet", .changed, "it is not the content that was meant; somebody has changed it"),
        .init("TargetConditionNotMet", .changed, "it is not the content that was meant; somebody has changed it"),
        .init("InvalidRange", .changed, "the blob is shorter than it was"),
        .init("RequestBodyTooLarge", .refused, "the part is larger than the service takes"),
        .init("Md5Mismatch", .damaged, retry: true, "the bytes arrived damaged"),
        .init("Crc64Mismatch", .damaged, retry: true, "the bytes arrived damaged"),
        .init(
            "InvalidBlockId", .refused,
            "the blob has staged blocks of another program; commit or delete it, or use another name"),
        .init(
            "InvalidBlockList", .refused,
            "a staged block is gone: another upload to the name was committed, or it took more than a week"),
        .init("InvalidBlobOrBlock", .refused, "the blob has staged blocks of another program; use another name"),
        .init("BlockListTooLong", .refused, "more blocks than a blob can have"),
        .init(
            "InvalidHeaderValue", .refused,
            "the service does not know a header's value; an emulator may be older than the protocol version that is asked for"
        ),
        .init("InvalidMetadata", .refused, "the metadata cannot be stored"),
        .init("InvalidUri", .refused, "the name of the container or blob is not allowed"),
        .init("InvalidResourceName", .refused, "the name of the container or blob is not allowed"),
        .init("OutOfRangeInput", .refused, "a value is out of range"),
        .init("UnsupportedHeader", .unsupported, "the service cannot do this for such a blob"),
        .init("InternalError", .unavailable, retry: true, "the service failed"),
        .init("OperationTimedOut", .unavailable, retry: true, "the service took too long"),
        .init("ServerBusy", .unavailable, retry: true, "the service is busy: limits of the account are reached"),
    ]

    private static let s3: [ServiceFault] = [
        .init("AccessDenied", .notAllowed, "the credentials may not do this, or a retention or legal hold forbids it"),
        .init("AllAccessDisabled", .notAllowed, "the bucket is disabled"),
        .init("InvalidAccessKeyId", .credentials, "there is no such access key"),
        .init(
            "SignatureDoesNotMatch", .credentials,
            "the signature is not accepted: the secret key or the region is wrong"),
        .init("ExpiredToken", .credentials, "the session token has expired; get a new one"),
        .init("InvalidToken", .credentials, "the session token is not accepted; get a new one"),
        .init("RequestTimeTooSkewed", .credentials, "the clock of this machine is off"),
        .init("AuthorizationHeaderMalformed", .credentials, "the bucket is in another region; set AWS_REGION"),
        .init("PermanentRedirect", .refused, "the bucket is in another region; set AWS_REGION"),
        .init("NoSuchBucket", .absent, "there is no such bucket"),
        .init("NoSuchKey", .absent, "there is no such object; it may be deleted"),
        .init("NoSuchVersion", .absent, "there is no such version; it may be deleted"),
        .init("NoSuchUpload", .absent, "there is no such upload: it was committed or aborted"),
        .init("NoSuchTagSet", .absent, "it has no tags"),
        .init("PreconditionFailed", .changed, "it is not the content that was meant; somebody has changed it"),
        .init("ConditionalRequestConflict", .changed, "somebody writes to the same name"),
        .init("InvalidObjectState", .refused, "the object is archived; restore it first"),
        .init("BadDigest", .damaged, retry: true, "the bytes arrived damaged"),
        .init("XAmzContentSHA256Mismatch", .damaged, retry: true, "the bytes arrived damaged"),
        .init("EntityTooSmall", .refused, "a part is smaller than the service takes"),
        .init("EntityTooLarge", .refused, "a part is larger than the service takes"),
        .init("InvalidPart", .refused, "a part is gone, or was uploaded anew"),
        .init("RequestTimeout", .unavailable, retry: true, "the service waited too long for the request"),
        .init("SlowDown", .unavailable, retry: true, "the service is busy: limits of the bucket are reached"),
        .init("ServiceUnavailable", .unavailable, retry: true, "the service is busy"),
        .init("OperationAborted", .unavailable, retry: true, "another request was at it"),
        .init("NotImplemented", .unsupported, "the service cannot do this"),
    ]

    /// What a status means that came without a code we know.
    static func ofStatus(_ status: Int) -> ServiceFault {
        switch status {
        case 304, 412: .init("", .changed, "it is not the content that was meant; somebody has changed it")
        case 400: .init("", .refused, "the service does not understand the request")
        case 401: .init("", .credentials, "the credentials are not accepted")
        case 403: .init("", .notAllowed, "the credentials may not do this")
        case 404: .init("", .absent, "there is no such thing")
        case 408, 429: .init("", .unavailable, retry: true, "the service asks to slow down")
        case 409: .init("", .refused, "the service is at something else with it")
        case 416: .init("", .changed, "the blob is shorter than it was")
        case 501: .init("", .unsupported, "the service cannot do this")
        case 500, 502, 503, 504: .init("", .unavailable, retry: true, "the service is not available")
        default: .init("", .refused, "the service answered in a way that makes no sense here")
        }
    }
}
