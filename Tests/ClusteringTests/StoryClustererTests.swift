import Foundation
import NewsModel
import Testing

@testable import Clustering

@Suite struct StoryClustererTests {
  @Test func `an empty clusterer survives a snapshot`() throws {
    let clusterer = StoryClusterer(settings: ClusteringSettings())
    let restored = try StoryClusterer(restoring: clusterer.snapshot(), settings: .init())
    #expect(restored.openThreads == 0)
    #expect(restored.snapshot() == clusterer.snapshot())
  }
}
