import Configuring
import Foundation
import Glibc
import NewsModel

/// Where newsloom keeps what it keeps, and in which zone it counts days: feeds.conf's word, else the
/// environment's, else the usual place.
struct Premises: Hashable, Sendable {
  let state: String
  let output: String
  let zone: TimeZone

  init(
    _ configuration: Configuration,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    let folder = (configuration.file as NSString).deletingLastPathComponent
    let home = environment["HOME"] ?? "/"
    func path(_ written: String) -> String {
      if written.hasPrefix("~/") { return home + written.dropFirst() }
      if written.hasPrefix("/") { return written }
      return folder.isEmpty ? written : "\(folder)/\(written)"
    }
    func usual() -> String {
      // systemd gives several directories with colons between them; the first is ours.
      if let given = environment["STATE_DIRECTORY"]?.split(separator: ":").first {
        return String(given)
      }
      if let base = environment["XDG_STATE_HOME"], base.hasPrefix("/") { return "\(base)/newsloom" }
      return "\(home)/.local/state/newsloom"
    }
    state = configuration.settings.state.map(path) ?? usual()
    output = configuration.settings.output.map(path) ?? "\(state)/digest"
    zone = configuration.settings.timezone.flatMap(TimeZone.init(identifier:)) ?? .current
  }

  /// The digest directory by its whole path, for a program that may be started elsewhere.
  var outputURL: URL {
    output.hasPrefix("/")
      ? URL(filePath: output)
      : URL(filePath: FileManager.default.currentDirectoryPath).appending(path: output)
        .standardizedFileURL
  }

  /// The words of a command as feeds.conf writes it: split at blanks, of which those in double quotes
  /// belong to the word; `~/` at its beginning is the home directory.
  static func words(
    ofCommand text: String, environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> [String] {
    var words: [String] = []
    var word: String?
    var isQuoted = false
    var letters = text[...]
    while let letter = letters.popFirst() {
      if isQuoted, letter == "\\", let next = letters.first, next == "\"" || next == "\\" {
        word = (word ?? "") + String(next)
        letters.removeFirst()
      } else if letter == "\"" {
        isQuoted.toggle()
        word = word ?? ""
      } else if letter.isWhitespace && !isQuoted {
        if let whole = word { words.append(whole) }
        word = nil
      } else {
        word = (word ?? "") + String(letter)
      }
    }
    if let whole = word { words.append(whole) }
    if let first = words.first, first.hasPrefix("~/") {
      words[0] = (environment["HOME"] ?? "") + first.dropFirst()
    }
    return words
  }

  var archive: String { "\(state)/newsloom.sqlite" }
  var metrics: String { "\(state)/metrics.prom" }

  /// Makes the state directory; only its owner may look into a new one's database.
  func prepare() throws {
    do {
      try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: true)
    } catch {
      throw Stop(
        .io, "the state directory \(state) cannot be made; `set state` in feeds.conf names another")
    }
    guard unsafe access(state, W_OK) == 0 else {
      throw Stop(
        .io,
        "the state directory \(state) cannot be written; `set state` in feeds.conf names another")
    }
  }

  /// The secret that `auth=@name` names: a systemd credential, else a file that only its owner reads.
  static func credential(named name: String, state: String) throws -> String {
    let environment = ProcessInfo.processInfo.environment
    if let folder = environment["CREDENTIALS_DIRECTORY"],
      let text = try? String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
    {
      // `try?`: a credential that systemd does not have may still be a file beside the state.
      return text.trimmingCharacters(in: .newlines)
    }
    let path = "\(state)/credentials/\(name)"
    let attributes: [FileAttributeKey: Any]
    do {
      attributes = try FileManager.default.attributesOfItem(atPath: path)
    } catch {
      throw Stop(
        .configuration,
        "auth=@\(name): there is neither a systemd credential '\(name)' nor a file \(path)")
    }
    let mode = (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0
    guard mode & 0o077 == 0 else {
      throw Stop(.configuration, "auth=@\(name): others can read \(path); chmod 600 it")
    }
    return try String(contentsOfFile: path, encoding: .utf8).trimmingCharacters(in: .newlines)
  }
}
