import Catalog
import Foundation

/// The steps of one run of a pipeline, one after the other: those that an earlier run has completed are taken over.
struct StepSequence {
    /// The pipeline's own run.
    let run: Run
    private let done: [String: StepState]
    private let context: PipelineContext
    /// What became of each.
    private(set) var reports: [PipelineReport.Step] = []
    /// The run that was each step.
    private(set) var runs: [String: String] = [:]

    init(run: Run, done: [String: StepState], context: PipelineContext) {
        self.run = run
        self.done = done
        self.context = context
    }

    /// Does a step, unless it is done. The catalog that `body` gets says of each run that it is this step.
    mutating func take(_ name: String, _ body: (Catalog) throws -> Void) throws {
        let started = ContinuousClock.now
        if let state = done[name] {
            try context.catalog.commit { try $0.adopt(state, in: run) }
            note(name, state.run, "taken over", started)
            return
        }
        try body(context.catalog.asStep(name, of: run))
        let states = try context.catalog.steps(of: run.uid)
        guard let state = states.last(where: { $0.name == name }) else {
            throw RunError(.inputOutput, "the step \(name) is not on record")
        }
        note(name, state.run, "done", started)
    }

    private mutating func note(_ name: String, _ run: String, _ state: String, _ started: ContinuousClock.Instant) {
        runs[name] = run
        reports.append(
            .init(name: name, state: state, run: run, seconds: (ContinuousClock.now - started).inSeconds))
    }

    /// The addresses and paths of what a step has made, of this kind.
    func results(of name: String, kind: String) throws -> [String] {
        guard let step = runs[name] else { return [] }
        let results = try context.catalog.results(of: step).filter {
            $0.snapshot.kind == kind
        }
        return try results.map { result in
            let name = result.places.compactMap { $0.address(onHost: context.actor.host) }.last
            guard let name else {
                throw RunError(.noInput, "snapshot \(result.snapshot.uid) lies nowhere any more; run the pipeline anew")
            }
            return name
        }
    }
}
