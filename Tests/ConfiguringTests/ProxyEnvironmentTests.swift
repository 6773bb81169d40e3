import NewsModel
import Testing

@testable import Configuring

@Suite struct ProxyEnvironmentTests {
  private func proxy(_ address: String, _ environment: [String: String]) -> String? {
    ProxyEnvironment(environment).proxy(for: FeedAddress(address)).map {
      "\($0.variable) \($0.url)"
    }
  }

  @Test func `a scheme has its own variable, and http's counts in lower case only`() {
    let all = ["HTTP_PROXY": "evil", "HTTPS_PROXY": "s", "all_proxy": "a"]
    #expect(proxy("https://x.example/", all) == "$HTTPS_PROXY s")
    #expect(proxy("http://x.example/", all) == "$all_proxy a")
    #expect(proxy("http://x.example/", ["http_proxy": "h"]) == "$http_proxy h")
    #expect(proxy("http://x.example/", ["http_proxy": ""]) == nil)
    #expect(proxy("file:///x", all) == nil)
  }

  @Test(arguments: [
    ("example", true), (".example", true), ("x.example, other", true), ("y.example", false),
    ("ample", false), ("*", true), ("", false),
  ])
  func `hosts that no_proxy names are asked directly`(list: String, isDirect: Bool) {
    let environment = ["http_proxy": "h", "no_proxy": list]
    #expect((proxy("http://x.example:8080/", environment) == nil) == isDirect)
  }

  @Test func `what feeds.conf says wins over the environment`() throws {
    let text = "set proxy http://p.example\nhttps://a.example/\nhttps://b.example/ proxy=none"
    let configuration = try Configuration(
      reading: text, named: "f", environment: ["https_proxy": "http://e.example"])
    #expect(configuration.sources.map(\.proxy) == ["http://p.example", nil])
  }
}
