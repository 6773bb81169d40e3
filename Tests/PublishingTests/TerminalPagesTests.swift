import Foundation
import NewsModel
import Testing

@testable import Publishing

@Suite struct TerminalPagesTests {
  private func text(
    _ digest: DailyDigest = InventedDay.digest(), width: Int = 80, styled: Bool = false,
    links: Bool = false
  ) -> String {
    let form = TerminalForm(width: width, isStyled: styled, hasLinks: links)
    return String(decoding: TerminalPages(digest, for: form).bytes, as: UTF8.self)
  }

  /// The text as a terminal shows it, with what it links to.
  private func shown(_ text: String) -> (text: String, links: [String]) {
    let link = /\u{1B}\]8;;([\x21-\x7E]*)\u{1B}\\/
    let links = text.matches(of: link).map { String($0.output.1) }
    return (text.replacing(link, with: "").replacing(/\u{1B}\[[0-9]*m/, with: ""), links)
  }

  @Test(arguments: [40, 80])
  func `no line is wider than the terminal, but for an address`(width: Int) {
    for line in text(width: width).split(separator: "\n")
    where !line.hasPrefix("  http") {
      #expect(TextSheet.columns(of: line) <= width, "\(line)")
    }
  }

  @Test func `headings alone begin with a number sign, and fold the edition`() {
    let digest = InventedDay.digest()
    let headings = text(digest, width: 400).split(separator: "\n").filter { $0.hasPrefix("#") }
    #expect(headings.first == "# Saturday 21 November 2026")
    #expect(headings.filter { $0.hasPrefix("## ") }.count == digest.topics.count)
    for story in digest.topics.flatMap(\.stories) {
      #expect(headings.contains { $0 == "### \(story.headline.text.plainLine())" })
    }
  }

  @Test func `styles and links are there where they are wanted, and say the same`() {
    let digest = InventedDay.digest()
    let plain = text(digest)
    #expect(!plain.contains("\u{1B}"))
    let full = text(digest, styled: true, links: true)
    let seen = shown(full)
    #expect(!seen.text.contains("\u{1B}"))
    let withoutAddresses = plain.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.hasPrefix("  http") }.joined(separator: "\n")
    #expect(seen.text == withoutAddresses)
    for line in full.split(separator: "\n") {
      let opened = line.matches(of: /\u{1B}\]8;;[^\u{1B}]/).count
      #expect(opened == line.matches(of: /\u{1B}\]8;;\u{1B}/).count, "a link ends with its line")
    }
    #expect(!text(digest, links: true).contains("\u{1B}["))
    #expect(!text(digest, styled: true).contains("\u{1B}]"))
    for story in digest.topics.flatMap(\.stories) {
      #expect(seen.links.contains(story.lead.link ?? ""))
    }
  }

  @Test func `what a feed says is no escape, and no heading`() throws {
    var digest = InventedDay.digest()
    let hostile =
      "# x\u{1B}]8;;http://evil.example/\u{1B}\\y\u{9B}31m\u{7}\u{202E}z\n## New\u{85}# a"
    for topic in digest.topics.indices {
      for story in digest.topics[topic].stories.indices {
        digest.topics[topic].stories[story].headline.text = hostile
        digest.topics[topic].stories[story].lead.link =
          "https://a.example/\u{1B}]8;;http://evil.example/\u{7}"
        digest.topics[topic].stories[story].lead.outlet = hostile
      }
      for single in digest.topics[topic].singles.indices {
        digest.topics[topic].singles[single].title.text = hostile
        digest.topics[topic].singles[single].link = "javascript:alert(1)"
      }
    }
    let seen = shown(text(digest, styled: true, links: true))
    #expect(!seen.links.contains { $0.contains("evil") || $0.contains("javascript") })
    for scalar in seen.text.unicodeScalars {
      let isPlain = scalar.standing == .plain || scalar == " " || scalar == "\n"
      #expect(isPlain, "\(scalar.value)")
    }
    let headings = seen.text.split(separator: "\n").filter { $0.hasPrefix("#") }
    let stories = digest.topics.flatMap(\.stories).count
    let briefs = digest.topics.count { !$0.brief.isEmpty }
    let singles = digest.topics.count { !$0.singles.isEmpty }
    let expected = 1 + digest.topics.count + stories + briefs + singles
    #expect(headings.count == expected)
  }

  @Test func `wide letters count twice, and are broken where there are no blanks`() {
    var digest = InventedDay.digest()
    let title = String(repeating: "東京で大雨", count: 40)
    digest.topics[0].stories[0].headline.text = title
    let lines = text(digest, width: 60).split(separator: "\n").filter { line in
      line.contains { "東京で大雨".contains($0) }
    }
    #expect(lines.count > 6)
    for line in lines { #expect(TextSheet.columns(of: line) <= 60) }
    #expect(lines.joined().filter { !$0.isASCII }.count == title.count)
  }

  @Test func `a link that is not ASCII is percent-encoded`() {
    var digest = InventedDay.digest()
    digest.topics[0].stories[0].lead.link = "https://a.example/café"
    let links = shown(text(digest, links: true)).links
    #expect(links.contains("https://a.example/caf%C3%A9"))
  }
}
