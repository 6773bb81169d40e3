import NewsModel

/// `dropped.txt`: what rules kept out of an edition, and which rule of which file; by rule.
enum DroppedPage {
  static func bytes(of digest: DailyDigest) -> [UInt8] {
    let clock = ZoneClock(zone: digest.span.zone)
    var text = "Dropped from the edition of \(ZoneClock.title(of: digest.span))\n"
    if digest.dropped.isEmpty { text += "\nNothing was dropped.\n" }
    var order: [String] = []
    var byReason: [String: [DroppedItem]] = [:]
    for item in digest.dropped {
      if byReason[item.reason] == nil { order.append(item.reason) }
      byReason[item.reason, default: []].append(item)
    }
    for reason in order {
      text += "\n\(reason.plainLine())\n"
      for item in byReason[reason] ?? [] {
        let title = (item.title ?? item.id).plainLine()
        text += "  \(clock.dayAndTime(item.seen))  \(item.sourceName.plainLine()): \(title)\n"
        if let link = item.link?.webLink { text += "    \(link)\n" }
      }
    }
    return Array(text.utf8)
  }
}
