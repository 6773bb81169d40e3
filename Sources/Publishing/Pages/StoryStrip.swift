import Foundation
import NewsModel

/// A story's items over time as a small drawing: a row for each origin, a mark for each item, those
/// of this edition in the accent colour. It says nothing that the words beside it do not say.
struct StoryStrip {
  private static let columns = 64
  private static let rows = 6
  private static let step = 7

  /// Empty for a story of fewer than four items, which words tell as well.
  static func drawing(of story: DigestStory, until end: Date, clock: ZoneClock) -> HTML {
    guard story.items.count >= 4 else { return HTML() }
    let start = story.items.map(\.date).min() ?? story.first
    let length = max(end.timeIntervalSince(start), 3600)
    var rowOf: [String: Int] = [:]
    for group in story.groups.prefix(rows) { rowOf[group.origin] = rowOf.count }
    let count = max(rowOf.count, 1)
    var old: Set<Int> = []
    var new: Set<Int> = []
    for item in story.items {
      let row = rowOf[item.origin] ?? count - 1
      let share = item.date.timeIntervalSince(start) / length
      let column = min(max(Int(share * Double(columns - 1)), 0), columns - 1)
      if item.isNew {
        new.insert(row * columns + column)
      } else {
        old.insert(row * columns + column)
      }
    }
    let height = count * step
    let width = columns * 4
    var lines = HTML()
    for row in 0..<count { lines += "M0 \(row * step + 3)h\(width)" }
    let label =
      "\(Words.count(story.itemCount, "report")) of \(Words.count(story.groups.count, "origin")), a row each"
    let from = ZoneClock.short(clock.day(of: start))
    let until = ZoneClock.short(clock.day(of: end))
    return """
      <div class="strip"><span>\(from)</span> <svg role="img" \
      viewBox="0 0 \(width) \(height)" width="\(width)" height="\(height)"><title>\(label)</title><path class="rows" d="\(lines)"/>\
      \(path("old", old.subtracting(new)))\(path("new", new))</svg> <span>\(until)</span></div>

      """
  }

  /// A bar for each hour of an edition, the fullest as high as the drawing.
  static func day(_ hours: [Int]) -> HTML {
    guard hours.count >= 2, let most = hours.max(), most > 0 else { return HTML() }
    var bars = HTML()
    for (hour, count) in hours.enumerated() where count > 0 {
      let height = max(count * 30 / most, 1)
      bars += "M\(hour * 8 + 3) 31v-\(height)"
    }
    let label = "Items first seen in each hour; \(Words.grouped(most)) in the busiest"
    return """
      <svg class="day" role="img" viewBox="0 0 \(hours.count * 8) 32" \
      width="\(hours.count * 8)" height="32"><title>\(label)</title><path class="base" d="M0 31.5h\(hours.count * 8)"/>\
      <path class="bars" d="\(bars)"/></svg>

      """
  }

  private static func path(_ name: StaticString, _ cells: Set<Int>) -> HTML {
    guard !cells.isEmpty else { return HTML() }
    var path = HTML()
    for cell in cells.sorted() {
      path += "M\(cell % columns * 4) \(cell / columns * step + 3)h4"
    }
    return "<path class=\"\(HTML(stringLiteral: name))\" d=\"\(path)\"/>"
  }
}
