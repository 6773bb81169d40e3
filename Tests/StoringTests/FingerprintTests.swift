import NewsModel
import Storing
import Testing

@Suite struct FingerprintTests {
  @Test func `a fingerprint is stored, so it never changes`() {
    let items = [
      feedItem("a"), feedItem("b", nil, link: "", text: "東京で大雨"), FeedItem(id: ""),
    ]
    let wordings: [Int64] = [
      -6_762_929_365_944_555_484, 7_432_399_217_642_269_668, -4_434_257_628_878_936_214,
    ]
    let looks: [Int64] = [
      -5_135_466_721_163_360_657, 1_664_305_194_773_316_767, -9_024_649_887_034_375_993,
    ]
    #expect(items.map { Fingerprint(wordingOf: $0).bits } == wordings)
    #expect(items.map { Fingerprint(lookOf: $0).bits } == looks)
  }

  @Test func `only link, title and text count, each for itself`() {
    let item = feedItem("a", "ab", link: "c", text: "d")
    var others = [
      feedItem("a", "a", link: "c", text: "bd"), feedItem("a", "", link: "cab", text: "d"),
    ]
    others += [
      feedItem("a", nil, link: "c", text: "d"), feedItem("a", "ab", link: "c", text: "d "),
    ]
    others += [feedItem("a", "ab\0", link: "c", text: "d")]
    let prints = Set(([item] + others).map { Fingerprint(wordingOf: $0) })
    #expect(prints.count == 6)
    var same = item
    same.id = "b"
    same.updated = noon
    #expect(Fingerprint(wordingOf: same) == Fingerprint(wordingOf: item))
    same.text = ""
    #expect(Fingerprint(lookOf: same) == Fingerprint(lookOf: item))
  }
}
