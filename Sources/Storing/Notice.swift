package import Foundation

/// What somebody outside is to be told: a command of the operator's, or a server.
package struct Notice: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// An edition closed, for the command.
    case command
    /// An edition closed, for the server.
    case edition
    /// A rule that watches found an item, for the server.
    case watch
  }

  package var kind: Kind
  /// The edition's name or the item's key. There is at most one notice of a kind about a subject.
  package var subject: String
  /// The rule that found the item, with its place; else empty.
  package var detail: String
  package var made: Date

  package init(_ kind: Kind, about subject: String, detail: String = "", at made: Date) {
    self.kind = kind
    self.subject = subject
    self.detail = detail
    self.made = made
  }
}

/// A notice that has not been told yet.
package struct PendingNotice: Hashable, Sendable {
  package var number: Int
  package var notice: Notice
  /// Stays the same over all tries, so that who is told twice can know it.
  package var key: String
  /// When it may be told, or told again.
  package var due: Date
  package var tries: Int
  /// What went wrong the last time.
  package var trouble: String?
}
