// swift-tools-version: 6.2
import PackageDescription

// A package of its own beside the benchmark of the program: this one links the library that it measures.
let package = Package(
    name: "mannequin-scan-speed",
    dependencies: [.package(name: "mannequin", path: "../..")],
    targets: [
        .executableTarget(
            name: "ScanSpeed", dependencies: [.product(name: "Masking", package: "mannequin")],
            swiftSettings: [
                .swiftLanguageMode(.v6),
                .treatAllWarnings(as: .error),
                .strictMemorySafety(),
                .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("InternalImportsByDefault"),
                .enableUpcomingFeature("MemberImportVisibility"),
            ])
    ]
)
