import NewsModel
import Testing

@testable import Clustering

@Suite struct CopyTests {
  let agency = """
    The Karst dam above the town of Orvena burst before dawn on Tuesday, sending a wave of mud and \
    timber through the lower streets and leaving at least four people dead, the interior ministry \
    said, as rescuers searched the valley for the missing.
    """

  @Test func `an agency text under another headline is a copy of the first print`() {
    var clusterer = StoryClusterer(settings: ClusteringSettings())
    let first = news("a", "Karst dam bursts above Orvena", agency, from: "A")
    _ = clusterer.place(first)
    let second = clusterer.place(
      news(
        "b", "Four dead in Orvena dam disaster", "ORVENA (Wire) — " + agency, from: "B", after: 1))
    #expect(second.copyOf == first.key)
  }

  @Test func `the same news in other words is no copy`() {
    var clusterer = StoryClusterer(settings: ClusteringSettings())
    _ = clusterer.place(news("a", "Karst dam bursts above Orvena", agency, from: "A"))
    let second = clusterer.place(
      news(
        "b", "Karst dam: Orvena counts its dead",
        """
        Four people died in Orvena when the Karst dam failed on Tuesday. Mud filled the lower town, \
        and crews with dogs went from house to house along the valley looking for those who had \
        not been heard of since the night.
        """, from: "B", after: 1))
    #expect(!second.isFirst)
    #expect(second.copyOf == nil)
  }

  @Test func `a short text shows no copy by itself`() {
    var clusterer = StoryClusterer(settings: ClusteringSettings())
    _ = clusterer.place(news("a", "Karst dam bursts", "The dam above Orvena burst.", from: "A"))
    let second = clusterer.place(
      news("b", "Orvena dam gone", "The dam above Orvena burst.", from: "B"))
    #expect(second.copyOf == nil)
  }
}
