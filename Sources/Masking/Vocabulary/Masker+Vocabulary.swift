extension Masker {
    /// Names the list of words that names may keep; it changes with the list.
    public static var vocabularyVersion: String { "\(StructuralVocabulary.version)" }
}
