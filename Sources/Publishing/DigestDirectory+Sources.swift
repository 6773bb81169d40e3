package import Foundation
package import NewsModel

extension DigestDirectory {
  /// The names that the pages of these sources have in `source/`.
  package static func sourcePages(of addresses: [FeedAddress]) -> [FeedAddress: String] {
    SourcePage.names(of: addresses)
  }

  /// The names of the sources' pages that are there. Empty if there is no directory yet.
  package func sourcePages() -> Set<String> {
    // A directory that cannot be read has no page to link to.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path + "/source")) ?? []
    return Set(names.filter { $0.hasSuffix(".html") && !$0.hasPrefix(".") })
  }

  /// Writes a page for each source where it differs from what is there. What they tell begins at
  /// `since` and ends at `until`; `zone` is the IANA name of the zone of their times. Throws a
  /// `DirectoryError`.
  package func publishSources(
    _ profiles: [SourceProfile], since: Date, until: Date, zone: String
  ) throws(DirectoryError) {
    guard !profiles.isEmpty else { return }
    try WholeFile.makeDirectory(path + "/source")
    let names = SourcePage.names(of: profiles.map(\.address))
    for profile in profiles {
      guard let name = names[profile.address] else { continue }
      try put(
        SourcePage(profile, since: since, until: until, zone: zone, hasFeed: hasFeed).bytes,
        at: "source/" + name)
    }
  }
}
