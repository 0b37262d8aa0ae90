// swift-tools-version: 6.2
import PackageDescription

// The history is written by the library that writes every catalog, a million events at a time no command does. What is
// measured by the command alone is the sweep.
let package = Package(
    name: "mannequin-catalog-benchmark",
    dependencies: [.package(name: "mannequin", path: "../..")],
    targets: [
        .executableTarget(
            name: "CatalogBenchmark",
            dependencies: [
                .product(name: "Catalog", package: "mannequin"), .product(name: "Governance", package: "mannequin"),
            ],
            swiftSettings: [
                .swiftLanguageMode(.v6), .treatAllWarnings(as: .error), .strictMemorySafety(),
                .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("InternalImportsByDefault"),
                .enableUpcomingFeature("MemberImportVisibility"),
            ])
    ]
)
