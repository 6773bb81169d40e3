// swift-tools-version: 6.2
import PackageDescription

// Targets stand in the order the news travels. No room imports another; only `newsloom` imports all.
//
// NEWSLOOM_ROOMS="Parsing Clustering" in the environment narrows the manifest to those rooms and
// their tests, so that one room builds and tests in seconds without the others' libraries.
// NEWSLOOM_FUZZ does so for the fuzz targets, which are built with sanitizers that nothing else
// wants: `make fuzz`.

/// A module of the program, what it may import, and what it is tested with.
struct Room {
  var name: String
  var walls: [Target.Dependency] = []
  var testSupport: [Target.Dependency] = []
  var hasFixtures = false
}

let rooms = [
  Room(name: "Configuring"),
  Room(name: "Polling", walls: ["CCurl"], testSupport: ["LoopbackServer"]),
  Room(name: "Parsing", walls: ["CLibXML2"], hasFixtures: true),
  Room(name: "Clustering", walls: ["CText"], hasFixtures: true),
  Room(name: "Storing", walls: [.product(name: "GRDB", package: "GRDB.swift")]),
  Room(name: "Publishing", hasFixtures: true),
]

let house: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

let fuzzed = ["Configuring", "Parsing"]
let isFuzzing = Context.environment["NEWSLOOM_FUZZ"] != nil
let asked =
  isFuzzing
  ? fuzzed : Context.environment["NEWSLOOM_ROOMS"]?.split(separator: " ").map(String.init)
let chosen = rooms.filter { asked?.contains($0.name) ?? true }

var targets: [Target] = [
  .systemLibrary(
    name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
  .systemLibrary(
    name: "CCurl", pkgConfig: "libcurl",
    providers: [.apt(["libcurl4-openssl-dev", "libpsl-dev", "zlib1g-dev"])]),
  .target(
    name: "CText", linkerSettings: [.linkedLibrary("stemmer"), .linkedLibrary("cld2")]),
  .target(name: "NewsModel", swiftSettings: house),
  .target(name: "LoopbackServer", swiftSettings: house),
  .testTarget(name: "NewsModelTests", dependencies: ["NewsModel"], swiftSettings: house),
  .testTarget(name: "LoopbackServerTests", dependencies: ["LoopbackServer"], swiftSettings: house),
]

for room in chosen {
  targets += [
    .target(
      name: room.name, dependencies: ["NewsModel"] + room.walls, swiftSettings: house),
    .testTarget(
      name: room.name + "Tests",
      dependencies: [.target(name: room.name), "NewsModel"] + room.testSupport,
      resources: room.hasFixtures ? [.copy("Fixtures")] : [],
      swiftSettings: house),
  ]
}

if asked == nil {
  targets += [
    .executableTarget(
      name: "newsloom",
      dependencies: rooms.map { .target(name: $0.name) } + [
        "NewsModel", "LoopbackServer",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ],
      swiftSettings: house),
    .executableTarget(
      name: "newsloom-bench",
      dependencies: [
        "NewsModel", "Polling", "Parsing", "Clustering", "Publishing", "LoopbackServer", "CLibXML2",
      ],
      path: "Tests/Benchmarks", swiftSettings: house),
    .testTarget(
      name: "NewsloomTests", dependencies: ["newsloom", "LoopbackServer", "NewsModel"],
      swiftSettings: house),
  ]
}

if isFuzzing {
  targets.append(
    .executableTarget(
      name: "newsloom-fuzz", dependencies: ["NewsModel"] + fuzzed.map { .target(name: $0) },
      path: "Tests/Fuzzing", exclude: ["Words", "fuzz.sh"], swiftSettings: house))
}

let needsDatabase = chosen.contains { $0.name == "Storing" }

let package = Package(
  name: "newsloom",
  dependencies: (asked == nil
    ? [
      .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
      .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
      .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ] : [])
    + (needsDatabase
      ? [.package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0")] : []),
  targets: targets,
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)
