import ArgumentParser
import Foundation
import NewsModel
import Storing

/// `newsloom backup`: a copy of the state while the daemon runs.
struct Backup: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a consistent copy of the archive, also while the daemon runs.")

  @OptionGroup var options: ConfigurationOption

  @Argument(help: "The file to write; it must not exist.", completion: .file())
  var file: String

  func run() throws {
    let (_, _, archive) = try options.openArchive(otherwise: .io)
    guard !FileManager.default.fileExists(atPath: file) else {
      throw Stop(.io, "\(file) exists already; a backup never overwrites")
    }
    try archive.backup(to: file)
    let counts = try archive.counts()
    Terminal.print("\(file): \(counts.items) items in \(counts.threads) threads")
  }
}
