extension BlobAddress {
    /// The store of the address, with the credentials that the address or the environment has.
    ///
    /// For Azure, in this order: the signature of the URL; `AZURE_STORAGE_CONNECTION_STRING`, and
    /// `AZURE_STORAGE_KEY` or `AZURE_STORAGE_SAS_TOKEN` when `AZURE_STORAGE_ACCOUNT` is this account; an identity. For S3, what
    /// AWS's own programs read, and `AWS_ENDPOINT_URL_S3` or `AWS_ENDPOINT_URL` for another service than AWS.
    public func store(environment: [String: String]) throws -> any BlobStore {
        switch service {
        case .azure(let account, let container, let signature, let isExplicit):
            if let signature {
                return AzureBlobStore(account, container: container, credential: .sas(signature))
            }
            let (place, credential) = try Self.credential(account, isExplicit: isExplicit, environment)
            return AzureBlobStore(place, container: container, credential: credential)
        case .s3(let bucket):
            let signature = try S3Credential.found(in: environment)
            if let url = environment["AWS_ENDPOINT_URL_S3"] ?? environment["AWS_ENDPOINT_URL"] {
                guard let endpoint = S3Endpoint(url) else {
                    throw BlobError(.refused, "AWS_ENDPOINT_URL_S3", "this is no URL of a service")
                }
                return S3Store(endpoint, bucket: bucket, signature: signature)
            }
            let region = signature?.region ?? environment["AWS_REGION"] ?? "us-east-1"
            return S3Store(S3Endpoint(region: region, bucket: bucket), bucket: bucket, signature: signature)
        }
    }

    /// The account of an address with what the environment has for it; `isExplicit` when the address says where it answers.
    static func credential(
        _ account: AzureAccount, isExplicit: Bool, _ environment: [String: String]
    ) throws -> (AzureAccount, AzureCredential) {
        if let text = environment["AZURE_STORAGE_CONNECTION_STRING"] {
            let connection = try ConnectionString(text)
            if connection.account.name == account.name {
                // `az://` names only the account; where it answers, the connection string says.
                return (isExplicit ? account : connection.account, connection.credential)
            }
        }
        if environment["AZURE_STORAGE_ACCOUNT"] == account.name {
            if let text = environment["AZURE_STORAGE_KEY"] {
                guard let key = SharedKey(account: account.name, base64Key: text) else {
                    throw BlobError(.credentials, "AZURE_STORAGE_KEY", "this is no key: it is not Base64")
                }
                return (account, .sharedKey(key))
            }
            if let text = environment["AZURE_STORAGE_SAS_TOKEN"] {
                guard let token = SASToken(text) else {
                    throw BlobError(.credentials, "AZURE_STORAGE_SAS_TOKEN", "this is no SAS, or not all of it")
                }
                return (account, .sas(token))
            }
        }
        return (account, .bearer(try AzureTokens.found(in: environment).cache()))
    }
}
