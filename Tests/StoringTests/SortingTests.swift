import Foundation
import NewsModel
import Storing
import Testing

/// What is the same item.
@Suite struct SortingTests {
  /// Sorts a document and files what is new, as one poll does. Returns what sorting said.
  private func poll(
    _ archive: Archive, _ items: [FeedItem], of feed: FeedAddress = harbour, at now: Date = noon
  ) throws -> Sorted {
    let sorted = try archive.sort(items, of: feed, at: now)
    _ = try archive.file(
      Filing(
        state: SourceState(address: feed),
        placed: sorted.unseen.map { placed($0, feed: feed, seen: now) },
        revised: sorted.revised, at: now))
    return sorted
  }

  @Test func `a title that changes under the same guid is one item with the new title`() throws {
    try withArchive { archive, _ throws in
      _ = try poll(archive, [feedItem("a", "Dam gives way")])
      let sorted = try poll(archive, [feedItem("a", "Dam holds")], at: hours(1))
      #expect(sorted == Sorted(revised: [(1, feedItem("a", "Dam holds"))]))
      let items = try archive.items(since: nil, limit: nil)
      #expect(items.map(\.item.content.title) == ["Dam holds"])
      #expect(items[0].revisions.map(\.title) == ["Dam gives way", "Dam holds"])
      #expect(items[0].revisions.map(\.seen) == [noon, hours(1)])
      #expect(items[0].item.firstSeen == noon)
      #expect(try poll(archive, [feedItem("a", "Dam holds")]) == Sorted(known: 1))
    }
  }

  @Test func `an item with neither guid nor link is known by its title though its date moves`()
    throws
  {
    try withArchive { archive, _ throws in
      func item(_ id: String, _ title: String) -> FeedItem {
        var item = feedItem(id, title)
        item.link = nil
        return item
      }
      _ = try poll(archive, [item("newsloom:1", "Dam gives way")])
      let moved = item("newsloom:2", "Dam gives way")
      #expect(try poll(archive, [moved], at: hours(1)).unseen.isEmpty)
      #expect(try poll(archive, [item("newsloom:3", "Bakers win")], at: hours(2)).unseen.count == 1)
      // Identifiers of the publisher's own tell items apart, whatever their titles.
      #expect(try poll(archive, [item("a", "Dam gives way")], at: hours(3)).unseen.count == 1)
      // Two that one document lists are two.
      let both = [item("newsloom:4", "Weather"), item("newsloom:5", "Weather")]
      #expect(try poll(archive, both, at: hours(4)).unseen.count == 2)
      #expect(try archive.items(since: nil, limit: nil).count == 5)
    }
  }

  @Test func `a title that changes back is a revision too`() throws {
    try withArchive { archive, _ throws in
      for (hour, title) in ["A", "B", "A"].enumerated() {
        _ = try poll(archive, [feedItem("a", title)], at: hours(Double(hour)))
      }
      #expect(try archive.item("1")?.revisions.map(\.title) == ["A", "B", "A"])
    }
  }

  @Test func `a guid that changes while link and title stay is one item`() throws {
    try withArchive { archive, _ throws in
      let link = "https://harbour.example/dam"
      _ = try poll(archive, [feedItem("a", link: link)])
      let again = feedItem("b", link: link)
      #expect(try poll(archive, [again], at: hours(1)) == Sorted(revised: [(1, again)]))
      #expect(try poll(archive, [again], at: hours(2)) == Sorted(known: 1))
      // Both names are its own for good, and it keeps the key it was filed under.
      #expect(try poll(archive, [feedItem("a", link: link)]) == Sorted(known: 1))
      let retitled = feedItem("b", "Dam holds", link: link)
      #expect(try poll(archive, [retitled], at: hours(3)) == Sorted(revised: [(1, retitled)]))
      let item = try #require(try archive.item("b"))
      #expect(item.item.key == ItemKey(feed: harbour, id: "a"))
      #expect(item.item.content.id == "b")
      #expect(item.revisions.map(\.title) == ["Dam gives way", "Dam holds"])
      #expect(try archive.item("a")?.number == 1)
    }
  }

  @Test func `a link that changes under the same guid is one item`() throws {
    try withArchive { archive, _ throws in
      _ = try poll(archive, [feedItem("a", link: "https://harbour.example/old")])
      let moved = feedItem("a", link: "https://harbour.example/new")
      #expect(try poll(archive, [moved]) == Sorted(revised: [(1, moved)]))
      #expect(try archive.item("https://harbour.example/new")?.number == 1)
      #expect(try archive.item("1")?.revisions.count == 1)
      #expect(try archive.placed(after: 0).first?.item.content.link?.hasSuffix("old") == true)
    }
  }

  @Test func `a guid twice in one document is one item, the first`() throws {
    try withArchive { archive, _ throws in
      let twice = [feedItem("a", "First"), feedItem("a", "Second")]
      #expect(try poll(archive, twice) == Sorted(unseen: [feedItem("a", "First")], known: 1))
      #expect(try poll(archive, twice) == Sorted(known: 2))
    }
  }

  @Test func `guid 1 in two feeds is two items`() throws {
    try withArchive { archive, _ throws in
      _ = try poll(archive, [feedItem("1")])
      #expect(try poll(archive, [feedItem("1")], of: valley) == Sorted(unseen: [feedItem("1")]))
      #expect(try archive.counts().items == 2)
    }
  }

  @Test func `another order stores nothing twice`() throws {
    try withArchive { archive, _ throws in
      let items = (0..<20).map { feedItem("\($0)", "Title \($0)") }
      _ = try poll(archive, items)
      #expect(try poll(archive, items.reversed()) == Sorted(known: 20))
    }
  }

  @Test func `a feed that shrinks and grows loses nothing and repeats nothing`() throws {
    try withArchive { archive, _ throws in
      let items = (0..<6).map { feedItem("\($0)", "Title \($0)") }
      for count in [6, 2, 0, 6] { _ = try poll(archive, Array(items.prefix(count))) }
      #expect(try archive.items(since: nil, limit: nil).map(\.item.content) == items)
    }
  }

  @Test func `items that slid out of the document stay`() throws {
    try withArchive { archive, _ throws in
      let items = (0..<9).map { feedItem("\($0)", "Title \($0)") }
      for start in 0..<7 { _ = try poll(archive, Array(items[start..<start + 3])) }
      #expect(try archive.items(since: nil, limit: nil).map(\.item.content) == items)
    }
  }

  @Test func `an item dated next year is stored once and counts from its first sight`() throws {
    try withArchive { archive, _ throws in
      var item = feedItem("a")
      item.published = hours(24 * 365)
      for hour in 0..<3 { _ = try poll(archive, [item], at: hours(Double(hour))) }
      #expect(try archive.items(since: nil, limit: nil).map(\.item.date) == [noon])
    }
  }

  @Test func `an item without a date keeps that of its first sight`() throws {
    try withArchive { archive, _ throws in
      _ = try poll(archive, [feedItem("a")])
      _ = try poll(archive, [feedItem("a", "Other")], at: hours(50))
      #expect(try archive.item("1")?.item.date == noon)
    }
  }

  @Test func `an item that moves to another feed is there in both`() throws {
    try withArchive { archive, _ throws in
      for feed in [harbour, valley] {
        #expect(try poll(archive, [feedItem("a")], of: feed).unseen.count == 1)
      }
      #expect(try archive.counts().items == 2)
    }
  }

  @Test func `one link and title under two guids at once are two items if the texts differ`() throws
  {
    try withArchive { archive, _ throws in
      let link = "https://harbour.example/live"
      let first = feedItem("a", "Live", link: link, text: "Ten o'clock.")
      let second = feedItem("b", "Live", link: link, text: "Eleven o'clock.")
      _ = try poll(archive, [first])
      #expect(try poll(archive, [second, first]) == Sorted(unseen: [second], known: 1))
      #expect(try poll(archive, [second, first]) == Sorted(known: 2))
    }
  }

  @Test func `one link and title under two guids at once are one item if the text is one`() throws {
    try withArchive { archive, _ throws in
      let link = "https://harbour.example/dam"
      let twins = [feedItem("a", link: link), feedItem("b", link: link)]
      #expect(try poll(archive, twins) == Sorted(unseen: [twins[0]], known: 1))
      _ = try poll(archive, twins)
      #expect(try poll(archive, twins) == Sorted(known: 2))
      #expect(try archive.counts().items == 1)
      // And two names with two texts later do not change the item at each poll.
      var drifting = twins
      drifting[1].text = "Other."
      _ = try poll(archive, drifting)
      #expect(try poll(archive, drifting).revised.isEmpty)
    }
  }

  @Test func `items without a link or a title are never taken for one another`() throws {
    try withArchive { archive, _ throws in
      var untitled = feedItem("a", nil, link: "https://harbour.example/")
      _ = try poll(archive, [untitled])
      untitled.id = "b"
      #expect(try poll(archive, [untitled]).unseen == [untitled])
      var linkless = feedItem("c", "Weather")
      linkless.link = nil
      _ = try poll(archive, [linkless])
      linkless.id = "d"
      #expect(try poll(archive, [linkless]).unseen == [linkless])
    }
  }

  @Test func `a new date alone is no revision`() throws {
    try withArchive { archive, _ throws in
      _ = try poll(archive, [feedItem("a")])
      var later = feedItem("a")
      later.updated = hours(5)
      #expect(try poll(archive, [later]) == Sorted(known: 1))
    }
  }

  @Test func `a text with a clock in it is kept fifty times, then once a day`() throws {
    try withArchive { archive, _ throws in
      for minute in 0..<80 {
        _ = try poll(
          archive, [feedItem("a", text: "\(minute)")], at: hours(Double(minute) / 60))
      }
      #expect(try archive.item("1")?.revisions.count == 51)
      _ = try poll(archive, [feedItem("a", text: "tomorrow")], at: hours(25))
      #expect(try archive.item("1")?.item.content.text == "tomorrow")
      #expect(try archive.item("1")?.revisions.count == 52)
    }
  }

  @Test func `a feed that invents guids is known by its links`() throws {
    try withArchive { archive, _ throws in
      for number in 0..<30 {
        _ = try poll(
          archive, [feedItem("random \(number)", link: "https://harbour.example/dam")],
          at: hours(Double(number)))
      }
      let items = try archive.items(since: nil, limit: nil)
      #expect(items.map(\.item.key) == [ItemKey(feed: harbour, id: "random 0")])
      #expect(items[0].revisions.count == 1)
      #expect(try archive.item("random 29")?.number == 1)
      #expect(try archive.item("random 5") == nil)
    }
  }

  @Test func `the wording an item was placed with stays what is recalled`() throws {
    try withArchive { archive, _ throws in
      let first = placed(fullItem())
      _ = try archive.file(filing(first))
      var reworded = fullItem()
      reworded.title = "Another"
      reworded.authors = []
      reworded.text = "Short."
      _ = try poll(archive, [reworded])
      reworded.text = "Shorter."
      _ = try poll(archive, [reworded])
      #expect(try archive.placed(after: 0) == [first])
      #expect(try archive.item("1")?.item.content == reworded)
    }
  }

  @Test func `an item that is filed though it is known becomes a revision of itself`() throws {
    try withArchive { archive, _ throws in
      #expect(try archive.file(filing(placed(feedItem("a")), placed(feedItem("b")))) == [1, 2])
      #expect(try archive.file(filing(placed(feedItem("a", "New")))) == [1])
      #expect(try archive.counts().items == 2)
      #expect(try archive.item("1")?.item.content.title == "New")
    }
  }
}
