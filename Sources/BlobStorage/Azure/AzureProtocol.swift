/// What is fixed in the talk with Azure Blob Storage.
enum AzureProtocol {
    /// `x-ms-version`: newer than every feature used, older than the newest that emulators know.
    static let version = "2023-11-03"
    /// Largest piece whose MD5 the service tells with a ranged read.
    static let checkedRangeByteCount: Int64 = 4 << 20
    /// Blocks of one blob.
    static let blockCount = 50_000
    /// For how many days the service keeps blocks that are not committed.
    static let uncommittedDays = 7
    /// How long what is asked for a token is.
    static let tokenScope = "https://storage.azure.com/.default"
    static let tokenResource = "https://storage.azure.com/"
}
