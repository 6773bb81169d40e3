import Foundation
import NewsModel

/// What time it is: the system's clock, or one that was set to another time and runs on from there.
struct NewsClock: Sendable {
  private let setTo: Date?
  private let began = ContinuousClock.now

  /// The system's clock.
  static let system = NewsClock(setTo: nil)

  init(setTo: Date?) {
    self.setTo = setTo
  }

  var now: Date {
    guard let setTo else { return Date() }
    return setTo.addingTimeInterval((ContinuousClock.now - began).timeInterval)
  }
}
