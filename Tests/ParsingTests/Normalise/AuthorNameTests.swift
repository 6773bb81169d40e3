import NewsModel
import Testing

@testable import Parsing

@Suite struct AuthorNameTests {
  @Test(arguments: [
    ("desk@news.example (Ada Moll)", "Ada Moll"),
    ("Ada Moll (desk@news.example)", "Ada Moll"),
    ("(Ada Moll) desk@news.example", "Ada Moll"),
    ("Ada Moll <desk@news.example>", "Ada Moll"),
    ("\"Ada Moll\" <desk@news.example>", "Ada Moll"),
    ("Ada Moll [desk@news.example]", "Ada Moll"),
    ("mailto:desk@news.example (Ada Moll)", "Ada Moll"),
    ("Ada Moll, desk@news.example", "Ada Moll"),
    ("desk@news.example, Ada Moll", "Ada Moll"),
    ("Ada Moll desk@news.example", "Ada Moll"),
    ("desk@news.example", "desk@news.example"),
    ("a@news.example, b@news.example", "a@news.example, b@news.example"),
    ("Ada Moll @ada", "Ada Moll @ada"),
    ("Ada Moll at desk@news.example for News", "Ada Moll at desk@news.example for News"),
    ("Ada Moll (Port)", "Ada Moll (Port)"),
  ])
  func `a name is told from the address beside it`(written: String, name: String) throws {
    let escaped = written.replacing("<", with: "&lt;")
    let reading = try read(
      "<rss><channel><item><author>\(escaped)</author></item></channel></rss>")
    #expect(reading.document.items.first?.authors == [name])
  }
}
