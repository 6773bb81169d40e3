package import NewsModel

/// Why the archive cannot do what was asked; its description is one sentence that says what to do.
package enum ArchiveError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file was written by a later newsloom and has not been touched.
  case newer(found: Int, known: Int)
  /// Another newsloom writes to this archive; `by` says which, such as "process 4711".
  case locked(by: String)
  /// Anything else, told in a whole sentence.
  case unusable(String)
  /// Several threads begin with what was given: these.
  case ambiguous([ThreadID])
  /// The edition of this name is closed, and a closed edition is never rewritten.
  case closed(String)

  package var description: String {
    switch self {
    case .newer(let found, let known):
      "the state file is of version \(found) and this newsloom knows versions up to \(known); "
        + "use the newer newsloom, or set another 'state' directory"
    case .locked(let holder):
      "another newsloom (\(holder)) is using this state; stop it first, or set another 'state' "
        + "directory"
    case .unusable(let sentence): sentence
    case .ambiguous(let threads):
      "several threads begin like that: "
        + threads.map(\.rawValue).joined(separator: ", ") + "; give more letters"
    case .closed(let name): "the edition \(name) is closed and is never rewritten"
    }
  }
}
