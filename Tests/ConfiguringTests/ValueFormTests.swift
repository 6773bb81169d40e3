import NewsModel
import Testing

@testable import Configuring

@Suite struct ValueFormTests {
  /// What reading gives, or nil where it is refused.
  private func read<Value>(_ text: String, as form: ValueForm<Value>) -> Value? {
    do { return try form.read(text) } catch { return nil }
  }

  @Test(arguments: [
    ("90s", 90), ("15m", 900), ("6h", 21_600), ("2d", 172_800), ("1000ms", 1),
    ("3650d", 315_360_000), ("0s", nil), ("3651d", nil), ("99999999999999999999d", nil),
    ("15", nil), ("m", nil), ("-5m", nil), ("+5m", nil), ("1.5h", nil), ("5 m", nil), ("5M", nil),
    ("٥m", nil), ("", nil), ("1h30m", nil),
  ])
  func `a duration is a whole number and a unit`(text: String, seconds: Int?) {
    #expect(read(text, as: Form.duration) == seconds.map { .seconds($0) })
  }

  @Test(
    arguments: [
      ("15m..12h", 900, 43_200), ("1s", 1, 1), ("1m..1m", 60, 60), ("2h..1h", nil, nil),
      ("500ms", nil, nil), ("1m..", nil, nil), ("..1m", nil, nil), ("1m...2m", nil, nil),
      ("1m..2m..3m", nil, nil), ("", nil, nil), ("..", nil, nil),
    ] as [(String, Int?, Int?)])
  func `an interval is two bounds or one`(text: String, least: Int?, most: Int?) {
    let range = read(text, as: Form.interval)
    #expect(range?.lowerBound == least.map { .seconds($0) })
    #expect(range?.upperBound == most.map { .seconds($0) })
  }

  @Test(arguments: [
    ("500K", 512_000), ("10M", 10 << 20), ("2G", 2 << 30), ("1T", 1 << 40), ("2g", 2 << 30),
    ("0M", nil), ("10", nil), ("M", nil), ("10MB", nil), ("9999999999999G", nil), ("-1M", nil),
  ])
  func `a size is a whole number and a unit`(text: String, bytes: Int?) {
    #expect(read(text, as: Form.size) == bytes)
  }

  @Test(arguments: [
    ("06:30", "06:30"), ("18:00 06:30", "06:30 18:00"), ("00:00", "00:00"), ("6:30", nil),
    ("24:00", nil), ("06:60", nil), ("06:30,18:00", nil), ("", nil), ("06:30:00", nil),
  ])
  func `times are hours and minutes of two digits`(text: String, times: String?) {
    let read = read(text, as: Form.times)?.map(\.description).joined(separator: " ")
    #expect(read == times)
  }

  @Test(
    arguments: [
      ("2 every 500ms", 2, 500), ("6", 6, 0), ("1 every 2s", 1, 2000), ("0", nil, nil),
      ("2 every", nil, nil), ("2 each 1s", nil, nil), ("every 1s", nil, nil), ("", nil, nil),
    ] as [(String, Int?, Int?)])
  func `a site's share is a number, or a number and a pause`(
    text: String, count: Int?, pause: Int?
  ) {
    let share = read(text, as: Form.perSite)
    #expect(share?.count == count)
    #expect(share?.spacing == pause.map { .milliseconds($0) })
  }

  @Test(
    arguments: [
      ("400d 4G", 400, 4), ("4G 400d", 400, 4), ("30d", 30, nil), ("2G", nil, 2),
    ] as [(String, Int?, Int?)])
  func `retention is an age, a size or both`(text: String, days: Int?, gigabytes: Int?) throws {
    let retention = try #require(read(text, as: Form.retention))
    #expect(retention.age == days.map { .seconds($0 * 86_400) })
    #expect(retention.size == gigabytes.map { $0 << 30 })
  }

  @Test(arguments: ["1", "0.5", "10", "0.1"])
  func `a weight is a number about one`(text: String) {
    #expect(read(text, as: Form.weight) == Double(text))
  }

  @Test(arguments: ["0", "0.05", "11", "nan", "inf", "1e1", "-1", "0x1", "1,5", ""])
  func `what is no weight is refused`(text: String) {
    #expect(read(text, as: Form.weight) == nil)
  }

  @Test(arguments: ["de", "en-GB", "zh-Hant-TW", "pt-br", "gsw"])
  func `a language is a tag`(text: String) {
    #expect(read(text, as: Form.language) == text)
  }

  @Test(arguments: ["xx", "german", "d", "de_DE", "de-", "-de", "en us", "e\u{301}n", ""])
  func `what is no language is refused`(text: String) {
    #expect(read(text, as: Form.language) == nil)
  }

  @Test(arguments: ["X:\r\nY: z", "X", ": y", "X Y: z", "Host: x", "User-Agent: x", "X: a\tb"])
  func `what is no header, or is ours, is refused`(text: String) {
    #expect(read(text, as: Form.header) == nil)
  }

  @Test(arguments: ["@", "name", "@a/b", "@../x", "@.x", "@a b"])
  func `what names no credential is refused`(text: String) {
    #expect(read(text, as: Form.credential) == nil)
  }

  @Test(arguments: ["Europe/Berlin", "UTC", "America/Argentina/Buenos_Aires"])
  func `a zone is an IANA name`(text: String) {
    #expect(read(text, as: Form.zone) == text)
    #expect(read(text + "x", as: Form.zone) == nil)
  }

  @Test(arguments: [
    "https://a.example/?q=[x]|y^{z}", "http://127.0.0.1:8080", "https://[2001:db8::1]:8080/x",
    "HTTPS://Ü.example/é", "http://me:pass@host/", "file:///a", "https://a_b.example./",
  ])
  func `an address may be odd`(text: String) throws {
    #expect(try AddressForm.source(text).written == text)
  }

  @Test(arguments: [
    "https://", "https:a.example", "https://a b", "https://a..b/", "https://[::1/",
    "https://[::1]x/",
    "https://a:0/", "https://a:/", "https://a/\u{200B}", "gopher://a/", "://a", "file:///",
    "https://a$b/", "https://a\"b/",
  ])
  func `an address that cannot be meant is refused`(text: String) {
    #expect(throws: BadValue.self) { try AddressForm.source(text) }
  }

  @Test(arguments: ["none", "http://p:3128", "socks5h://127.0.0.1:9050", "https://me:x@p:1/"])
  func `a proxy is a URL of http or socks`(text: String) {
    #expect(read(text, as: Form.proxy) == text)
    #expect(read("ftp" + text, as: Form.proxy) == nil)
  }
}
