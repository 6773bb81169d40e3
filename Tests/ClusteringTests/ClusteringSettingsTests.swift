import Testing

@testable import Clustering

@Suite struct ClusteringSettingsTests {
  @Test(arguments: ClusteringSettings.keys)
  func `every key can be set`(key: String) throws {
    var settings = ClusteringSettings()
    for value in ["7", "7h", "no"] {
      // A value of the wrong kind changes nothing, and the next one is tried.
      if (try? settings.set(key, to: value)) != nil { break }
    }
    #expect(settings != ClusteringSettings())
  }

  @Test func `an unknown key or value is refused and named`() throws {
    var settings = ClusteringSettings()
    #expect(throws: ClusteringSettings.Unknown.self) { try settings.set("treshold", to: "1") }
    #expect(throws: ClusteringSettings.Unknown.self) { try settings.set("threshold", to: "many") }
    #expect(throws: ClusteringSettings.Unknown.self) { try settings.set("window", to: "5") }
    #expect(throws: ClusteringSettings.Unknown.self) { try settings.set("window", to: "-5d") }
    #expect(settings == ClusteringSettings())
    try settings.set("window", to: "36h")
    #expect(settings.window == .seconds(36 * 3600))
  }
}
