import Configuring
import Foundation
import NewsModel
import Polling

/// From a list's answer to the sources that are followed.
extension NewsDesk {
  /// Keeps what came of asking a list, and follows what it names now.
  func fileList(_ dispatch: Correspondent.Dispatch, at now: Date) throws -> Filed {
    let filed = try lists.file(dispatch, at: now, in: archive)
    var told: [String] = []
    if filed.came + filed.went > 0 {
      follow(configuration.following(lists.feeds), at: now)
      let kind = filed.isFirst ? "feed" : "new feed"
      if filed.came > 0 { told.append("\(filed.came) \(kind)\(filed.came == 1 ? "" : "s")") }
      if filed.went > 0 {
        told.append("\(filed.went) feed\(filed.went == 1 ? "" : "s") no longer listed")
      }
    }
    return Filed(state: filed.state, listChange: told.isEmpty ? nil : told.joined(separator: ", "))
  }
}
