import NewsModel
import Testing

@testable import Configuring

@Suite struct DirectiveTests {
  @Test func `the defaults that the table tells are those that hold`() throws {
    for directive in Directive.all {
      if let read = directive.readSetting {
        var settings = Settings()
        if isLiteral(directive) { try read(directive.defaultText, &settings) }
        #expect(settings == Settings(), "\(directive.name)")
      }
      if let read = directive.readSource, isLiteral(directive) {
        let untouched = FeedSource(address: FeedAddress("https://a.example/"))
        var source = untouched
        try read(directive.defaultText, &source)
        source.isIntervalOwn = false
        #expect(source == untouched, "\(directive.name)")
      }
    }
    #expect(Directive.all.count(where: isLiteral) == 14)
  }

  @Test func `names are told apart, in place and explained`() {
    #expect(Set(Directive.all.map(\.name)).count == Directive.all.count)
    for directive in Directive.all {
      #expect(!directive.places.isEmpty && !directive.help.isEmpty, "\(directive.name)")
      #expect(directive.places.contains(.setting) == (directive.readSetting != nil))
    }
    #expect(Directive.named("top")?.places == [.section])
    #expect(Directive.named("name")?.places == [.source])
    #expect(Directive.named("interval")?.places == [.setting, .section, .source])
    #expect(Directive.names(for: .setting).count == 18)
  }

  @Test func `only what has no effect yet is said to have none`() {
    let idle = Directive.all.filter { !$0.isEffective }.map(\.name)
    #expect(idle == ["country"])
  }

  /// Whether the default is written as a value rather than told in words.
  private func isLiteral(_ directive: Directive) -> Bool {
    switch directive.name {
    case "state", "output", "timezone", "contact", "proxy", "after-digest", "webhook", "name",
      "owner", "lang", "country", "max-items", "agent", "header", "auth", "top":
      false
    default: true
    }
  }
}
