import Clustering
import Configuring
import Foundation
import NewsModel
import Storing

/// How the desk comes by its clusterer, and what stories.conf does to it.
extension NewsDesk {
  static func clusteringSettings(_ configuration: Configuration) -> ClusteringSettings {
    var settings = ClusteringSettings()
    settings.window = configuration.settings.window
    return settings
  }

  /// The clusterer as it was after the last item that was filed.
  static func restoredClusterer(
    from archive: Archive, configuration: Configuration, at now: Date
  ) throws -> StoryClusterer {
    let settings = clusteringSettings(configuration)
    var (clusterer, isWhole) = try StoryClusterer.restored(
      from: archive, settings: settings, at: now)
    if !isWhole {
      // It is like itself from here on, but nothing before can be placed anew as it was.
      try archive.saveCheckpoint(clusterer.snapshot(), at: now, isBeginning: true)
    }
    try noteWindow(of: settings, in: archive, &clusterer, at: now)
    return clusterer
  }

  /// Takes up another `set window` and keeps from when on it holds.
  private static func noteWindow(
    of settings: ClusteringSettings, in archive: Archive, _ clusterer: inout StoryClusterer,
    at now: Date
  ) throws {
    let seconds = settings.window.timeInterval
    guard try archive.steering().lastWindow() != seconds else { return }
    let snapshot = clusterer.snapshot()
    let widened = try StoryClusterer(restoring: snapshot, settings: settings)
    try archive.steer([.window(seconds)], at: now, clustererSnapshot: snapshot)
    clusterer = widened
  }

  /// Does what stories.conf orders and was not done yet.
  func obey(_ wanted: StorySteering, under configuration: Configuration, at now: Date) throws {
    try Self.noteWindow(
      of: Self.clusteringSettings(configuration), in: archive, &clusterer, at: now)
    steering = try Steering(obeying: wanted, in: archive, with: &clusterer, at: now)
  }

  /// Keeps the clusterer's state now and then, so that `replay` can begin there once what came before
  /// is forgotten: some states within the time that `set keep` says.
  func keepCheckpoint(at now: Date) throws {
    let keep = configuration.settings.keepAge.timeInterval
    let spacing = max(86_400, min(30 * 86_400, keep / 8))
    guard let last = try archive.lastCheckpoint() ?? Absences.began(archive),
      now.timeIntervalSince(last) >= spacing
    else { return }
    try archive.saveCheckpoint(clusterer.snapshot(), at: now)
  }
}

extension Sequence<SteeringRecord> {
  /// How many seconds threads stay open by the last record that says so.
  func lastWindow() -> Double? {
    var window: Double?
    for record in self {
      if case .window(let seconds) = record.deed { window = seconds }
    }
    return window
  }
}
