// swift-tools-version: 6.2
import PackageDescription

/// One list of settings for every Swift target: no target is built more leniently than another.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableExperimentalFeature("Lifetimes"),
]

let package = Package(
    name: "mannequin",
    products: [
        .executable(name: "mannequin", targets: ["mannequin"]),
        .library(name: "RedisDump", targets: ["RedisDump"]),
        .library(name: "Masking", targets: ["Masking"]),
        .library(name: "Catalog", targets: ["Catalog"]),
        .library(name: "Governance", targets: ["Governance"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    ],
    targets: [
        .systemLibrary(
            name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(
            name: "CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
        .systemLibrary(name: "CLZ4", pkgConfig: "liblz4", providers: [.apt(["liblz4-dev"])]),
        .systemLibrary(name: "CMalloc"),
        .systemLibrary(name: "CRename"),
        .target(name: "Secrecy", swiftSettings: settings),
        .target(name: "RedisDump", dependencies: ["CZlib"], swiftSettings: settings),
        .target(name: "Masking", dependencies: ["CCrypto", "CZlib", "CZstd", "CLZ4"], swiftSettings: settings),
        .target(
            name: "Rules",
            dependencies: ["Masking", "CPCRE2", .product(name: "Yams", package: "Yams")],
            swiftSettings: settings),
        .target(
            name: "RulePacks", dependencies: ["Rules"], path: "rules", resources: [.embedInCode("packs")],
            swiftSettings: settings),
        .target(
            name: "Sanitizing", dependencies: ["RedisDump", "Masking", "Rules"], swiftSettings: settings),
        .target(
            name: "RedisLive",
            dependencies: [
                "RedisDump", .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"), .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            swiftSettings: settings),
        .target(
            name: "CatalogSchema", path: "catalog", exclude: ["openlineage"],
            resources: [
                .embedInCode("migrations"), .embedInCode("views"), .embedInCode("queries"),
                .embedInCode("invariants.sql"),
            ], swiftSettings: settings),
        .target(
            name: "Catalog",
            dependencies: [
                "CatalogSchema", "CCrypto", "Secrecy", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: settings),
        .target(
            name: "BlobStorage",
            dependencies: [
                "CCrypto", "Secrecy", .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "Logging", package: "swift-log"),
            ], swiftSettings: settings),
        .target(name: "AzureManagement", dependencies: ["BlobStorage"], swiftSettings: settings),
        .target(
            name: "Governance",
            dependencies: [
                "Sanitizing", "RulePacks", "Catalog", "BlobStorage", "AzureManagement", "CCrypto", "CRename",
                "RedisLive", "Secrecy", .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: settings),
        .target(
            name: "MannequinCommands",
            dependencies: [
                "Governance", "Catalog", "RulePacks", "CMalloc", "RedisLive", "AzureManagement", "Secrecy",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ], swiftSettings: settings),
        .executableTarget(
            name: "mannequin", dependencies: ["MannequinCommands"], swiftSettings: settings),
        .target(name: "SeededNumbers", path: "Tests/SeededNumbers", swiftSettings: settings),
        .testTarget(name: "RedisDumpTests", dependencies: ["RedisDump", "SeededNumbers"], swiftSettings: settings),
        .testTarget(
            name: "MaskingTests", dependencies: ["Masking", "SeededNumbers"], exclude: ["Fixtures"],
            swiftSettings: settings),
        .testTarget(
            name: "RedisLiveTests",
            dependencies: [
                "RedisLive", "RedisDump", "SeededNumbers", .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            swiftSettings: settings),
        .testTarget(
            name: "RulesTests", dependencies: ["Rules", "RulePacks", "SeededNumbers"], swiftSettings: settings),
        .testTarget(
            name: "SanitizingTests", dependencies: ["Sanitizing", "RedisDump", "Masking", "Rules", "SeededNumbers"],
            swiftSettings: settings),
        .testTarget(
            name: "CatalogTests",
            dependencies: [
                "Catalog", "CatalogSchema", "SeededNumbers", .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: settings),
        .target(
            name: "BlobServiceStandIn",
            dependencies: [
                "CCrypto", .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
            ], path: "Tests/BlobServiceStandIn", swiftSettings: settings),
        .target(
            name: "ManagementStandIn",
            dependencies: [
                "BlobServiceStandIn", .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
            ], path: "Tests/ManagementStandIn", swiftSettings: settings),
        .testTarget(
            name: "AzureManagementTests", dependencies: ["AzureManagement", "BlobStorage"], swiftSettings: settings),
        .testTarget(
            name: "BlobStorageTests", dependencies: ["BlobStorage", "BlobServiceStandIn", "Secrecy"],
            swiftSettings: settings),
        .testTarget(
            name: "GovernanceTests",
            dependencies: [
                "Governance", "Catalog", "AzureManagement", "BlobStorage", "Masking", "Rules", "Sanitizing",
                "RedisDump",
            ],
            swiftSettings: settings),
        .testTarget(
            name: "IntegrationTests",
            dependencies: [
                "Governance", "Catalog", "Sanitizing", "RedisDump", "Masking", "Rules", "SeededNumbers",
                "BlobServiceStandIn", "ManagementStandIn",
            ],
            swiftSettings: settings),
    ]
)
