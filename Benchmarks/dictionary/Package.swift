// swift-tools-version: 6.2
import PackageDescription

// A package of its own beside the benchmark of the program: this one links the library that it attacks.
let package = Package(
    name: "mannequin-dictionary-attack",
    dependencies: [.package(name: "mannequin", path: "../..")],
    targets: [
        .executableTarget(
            name: "DictionaryAttack", dependencies: [.product(name: "Masking", package: "mannequin")],
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
