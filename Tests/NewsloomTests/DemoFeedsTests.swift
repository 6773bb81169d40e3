import Foundation
import NewsModel
import Parsing
import Testing

@testable import newsloom

@Suite struct DemoFeedsTests {
  @Test func `every sample document reads without a repair at every hour of the demo`() throws {
    let reader = FeedReader(detail: .text)
    var items = Set<String>()
    for outlet in DemoFeeds.outlets {
      for time in DemoFeeds.polls {
        let document = try #require(DemoFeeds.document(outlet.key, at: time))
        let reading = try reader.read(document, base: nil, contentType: nil)
        #expect(reading.warnings.isEmpty, "\(outlet.key): \(reading.warnings)")
        for item in reading.document.items { items.insert("\(outlet.key) \(item.id)") }
      }
    }
    #expect(items.count >= 90)
    #expect(DemoFeeds.document("nobody", at: DemoFeeds.start) == nil)
  }
}
