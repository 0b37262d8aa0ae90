import Masking

/// Fields that, taken together, tell persons apart, though none does alone.
enum QuasiIdentifier {
    /// By what they are called, however that is written.
    private static let names = NamedKinds(
        [
            "gender", "sex", "age", "age_group", "dob", "date_of_birth", "birth_date", "birthday", "birth_year",
            "year_of_birth", "zip", "zip_code", "postal_code", "postcode", "zip3", "city", "town", "county", "district",
            "region", "state", "province", "country", "country_code", "nationality", "citizenship", "ethnicity", "race",
            "religion", "language", "locale", "marital_status", "education", "occupation", "profession", "job_title",
            "department", "employer", "ward", "admission_date", "discharge_date", "lat", "latitude", "lon", "longitude",
            "geohash",
        ].map { ($0, .keep) })

    /// Whether a field of this name is one.
    static func isOne(_ field: Span<UInt8>) -> Bool { names.kind(of: field) != nil }
}
