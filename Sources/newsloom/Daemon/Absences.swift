import Foundation
import NewsModel
import Storing

/// When nobody was there: what the digest says of hours in which the daemon did not run.
enum Absences {
  private static let beganMark = "began"
  private static let aliveMark = "alive"
  private static let absencesMark = "absences"
  /// A daemon that was away for less was merely restarted.
  static let ofDaemon: TimeInterval = 15 * 60
  /// Single passes are made when their reader pleases; a day and more without one is told.
  static let ofPasses: TimeInterval = 26 * 3600
  private static let kept = 50

  /// When the archive was begun; nil for one that has not been used.
  static func began(_ archive: Archive) throws -> Date? {
    try archive.mark(beganMark).flatMap { Date(rfc3339: $0) }
  }

  /// Notes when the archive was begun, the first time.
  static func noteBeginning(at now: Date, in archive: Archive) throws {
    if try archive.mark(beganMark) == nil { try archive.setMark(beganMark, to: now.rfc3339) }
  }

  /// Notes that someone is there; a later start tells from it how long nobody was.
  static func noteAlive(at now: Date, in archive: Archive) throws {
    try archive.setMark(aliveMark, to: now.rfc3339)
  }

  /// Remembers the time since someone was last there, if it was longer than `shortest`.
  static func noteStart(at now: Date, in archive: Archive, ifLongerThan shortest: TimeInterval)
    throws
  {
    if let last = try archive.mark(aliveMark).flatMap({ Date(rfc3339: $0) }),
      now.timeIntervalSince(last) > shortest
    {
      let lines = (try all(in: archive) + [last..<now]).suffix(kept).map {
        "\($0.lowerBound.rfc3339) \($0.upperBound.rfc3339)"
      }
      try archive.setMark(absencesMark, to: lines.joined(separator: "\n"))
    }
    try noteAlive(at: now, in: archive)
  }

  /// All that are remembered, oldest first.
  static func all(in archive: Archive) throws -> [Range<Date>] {
    (try archive.mark(absencesMark) ?? "").split(separator: "\n").compactMap { line in
      let times = line.split(separator: " ").compactMap { Date(rfc3339: $0) }
      return times.count == 2 && times[0] < times[1] ? times[0]..<times[1] : nil
    }
  }
}
