import Foundation
import LoopbackServer
import NewsModel
import Testing

@testable import Polling

@Suite struct AddressGuardTests {
  @Test(arguments: [
    "0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.255.255.255", "169.254.169.254",
    "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.2.1", "192.168.1.1", "198.18.0.1",
    "224.0.0.1", "255.255.255.255", "::", "::1", "::127.0.0.1", "::ffff:10.0.0.1", "fe80::1",
    "fc00::1", "fd12::1", "ff02::1", "64:ff9b::127.0.0.1", "2002:7f00:1::", "2001::1",
    "2001:db8::1", "fec0::1", "100::1",
  ])
  func `addresses of private and special networks are known`(address: String) throws {
    let bytes = try #require(AddressGuard.literal(address))
    #expect(AddressGuard.isPrivate(bytes))
  }

  @Test(arguments: [
    "1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.0.1", "100.128.0.1", "126.0.0.1", "128.0.0.1",
    "172.15.0.1", "172.32.0.1", "192.167.0.1", "223.255.255.255", "2606:4700::1111",
    "2a00:1450::1", "::ffff:1.1.1.1", "64:ff9b::1.1.1.1", "2002:101:101::", "2001:4860::8888",
  ])
  func `addresses of the public internet are known`(address: String) throws {
    let bytes = try #require(AddressGuard.literal(address))
    #expect(!AddressGuard.isPrivate(bytes))
  }

  @Test(arguments: ["2130706433", "0x7f.1", "0177.0.0.1", "127.1", "[::1]", "[fe80::1%25eth0]"])
  func `an address is known in every spelling`(host: String) throws {
    let bytes = try #require(AddressGuard.literal(host))
    #expect(AddressGuard.isPrivate(bytes))
  }

  @Test(arguments: ["news.example", "localhost", "1.2.3.4.5", "face", ""])
  func `a name is no address`(host: String) {
    #expect(AddressGuard.literal(host) == nil)
  }

  @Test func `private addresses are reached as the setting says`() async throws {
    let server = try LoopbackServer { _ in .feed() }
    defer { server.stop() }
    for (setting, hosts, isReached) in [
      (PrivateNetworks.listed, Set(["127.0.0.1"]), true), (.listed, ["other.example"], false),
      (.yes, [], true), (.no, ["127.0.0.1"], false),
    ] {
      let source = FeedSource(server)
      var settings = FetchSettings.tests([source])
      settings.privateNetworks = setting
      settings.listedHosts = hosts
      let fetcher = try Fetcher(settings: settings)
      let answer = await fetcher.fetch(source, at: source.address, ifNotMatching: .none)
      await fetcher.stop()
      #expect((answer.outcome.body == feed) == isReached)
      if !isReached { #expect(answer.outcome.failure?.kind == .forbidden) }
    }
    #expect(server.connections == 2)
  }

  @Test func `a name that resolves to loopback is refused`() async throws {
    let server = try LoopbackServer { _ in .feed() }
    defer { server.stop() }
    let source = FeedSource(url: "http://localhost:\(server.port)/feed")
    var settings = FetchSettings.tests([source])
    settings.listedHosts = []
    let fetcher = try Fetcher(settings: settings)
    let answer = await fetcher.fetch(source, at: source.address, ifNotMatching: .none)
    await fetcher.stop()
    #expect(answer.outcome.failure?.kind == .forbidden)
    #expect(server.connections == 0)
  }

  @Test func `a kept connection does not outlive the policy it was opened under`() async throws {
    let server = try LoopbackServer { _ in .feed() }
    defer { server.stop() }
    let source = FeedSource(server)
    var settings = FetchSettings.tests([source])
    let fetcher = try Fetcher(settings: settings)
    let before = await fetcher.fetch(source, at: source.address, ifNotMatching: .none)
    settings.listedHosts = []
    try fetcher.update(settings)
    let after = await fetcher.fetch(source, at: source.address, ifNotMatching: .none)
    await fetcher.stop()
    #expect(before.outcome.body == feed)
    #expect(after.outcome.failure?.kind == .forbidden)
  }

  @Test func `a host that no_proxy lists is asked directly, and under the rule for that`()
    async throws
  {
    let server = try LoopbackServer { _ in .feed() }
    defer { server.stop() }
    for (listed, isReached) in [(["localhost"], true), ([], false)] as [(Set<String>, Bool)] {
      var source = FeedSource(url: "http://localhost:\(server.port)/feed")
      source.proxy = "http://127.0.0.1:1"
      var settings = FetchSettings.tests([source])
      settings.listedHosts = listed
      settings.directHosts = "intern.example, localhost"
      let fetcher = try Fetcher(settings: settings)
      let answer = await fetcher.fetch(source, at: source.address, ifNotMatching: .none)
      await fetcher.stop()
      #expect((answer.outcome.body == feed) == isReached)
    }
    #expect(server.connections == 1)
  }

  @Test(arguments: [
    ("a.example,b.example", "b.example", true), (".example", "a.example", true),
    ("a.example", "x.a.example", true), ("a.example", "ba.example", false), ("*", "x", true),
    ("", "x", false), ("::1", "[::1]", true), ("127.0.0.1", "127.0.0.1", true),
  ])
  func `direct hosts are names, the names below them, and addresses`(
    list: String, host: String, isDirect: Bool
  ) {
    #expect(DirectHosts(list).contains(host) == isDirect)
  }

  @Test func `behind a proxy the proxy is reached, and a private target is not asked of it`()
    async throws
  {
    let proxy = try LoopbackServer { _ in .feed() }
    defer { proxy.stop() }
    var source = FeedSource(url: "http://news.example/feed")
    source.proxy = proxy.url
    var inner = FeedSource(url: "http://10.0.0.1/feed")
    inner.proxy = proxy.url
    var settings = FetchSettings.tests([source])
    settings.listedHosts = []
    let fetcher = try Fetcher(settings: settings)
    let through = await fetcher.fetch(source, at: source.address, ifNotMatching: .none)
    let refused = await fetcher.fetch(inner, at: inner.address, ifNotMatching: .none)
    await fetcher.stop()
    #expect(through.outcome.body == feed)
    #expect(proxy.requests.map(\.target) == ["http://news.example/feed"])
    #expect(refused.outcome.failure?.kind == .forbidden)
  }
}
