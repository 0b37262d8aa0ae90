// swift-tools-version: 6.2
import PackageDescription

/// The same settings as those of the package that is measured.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableExperimentalFeature("Lifetimes"),
]

// Nothing of Mannequin is linked: what is measured is the program that users run, from outside.
let package = Package(
    name: "mannequin-benchmarks",
    targets: [
        .target(name: "Machine", swiftSettings: settings),
        .target(name: "Workload", dependencies: ["Machine"], swiftSettings: settings),
        .executableTarget(name: "Benchmark", dependencies: ["Machine", "Workload"], swiftSettings: settings),
    ]
)
