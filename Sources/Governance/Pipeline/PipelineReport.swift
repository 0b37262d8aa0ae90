/// What a pipeline did.
public struct PipelineReport: Encodable, Sendable {
    /// One step.
    public struct Step: Encodable, Sendable {
        /// Its name, such as `sanitize`.
        public var name: String
        /// `done`, or `taken over` from an earlier run.
        public var state: String
        /// uid of the run that was the step.
        public var run: String
        /// Wall time.
        public var seconds: Double
    }

    /// The name of the pipeline.
    public var name: String
    /// uid of the pipeline's own run.
    public var run: String
    /// The path of the catalog that all of it is recorded in.
    public var catalog: String
    /// The steps, in order.
    public var steps: [Step]
    /// Addresses and paths of the results.
    public var results: [String]
}
