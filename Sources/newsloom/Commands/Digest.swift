import ArgumentParser
import Configuring
import Foundation
import NewsModel
import Publishing
import Storing

/// `newsloom digest`: an edition, written again or printed.
struct Digest: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a day's edition again, the same bytes, or print it.",
    discussion: """
      DAY is an edition's name such as 2026-11-21 (or 2026-11-21-2), "latest", or "today" for the \
      one that is still open. By mail: `newsloom digest --stdout --format eml --to me@example.org \
      | sendmail -t`.
      """)

  @OptionGroup var file: ConfigurationOption

  @Flag(help: "Print the edition instead of writing it.")
  var stdout = false

  @Option(
    help: ArgumentHelp(
      "html, md, txt, json, atom, eml or epub; with --stdout.", valueName: "format"))
  var format: String = "txt"

  @Option(
    help: ArgumentHelp("Whom the mail is for, with --format eml.", valueName: "address"))
  var to: String?

  @Argument(help: "The edition; the newest by default.")
  var day: String?

  func validate() throws {
    if let to {
      guard stdout, format == DigestFormat.eml.rawValue else {
        throw ValidationError("--to goes with --stdout --format eml.")
      }
      // More than one may be meant; a line break would begin another field.
      guard to.contains("@"), to.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else {
        throw ValidationError("'\(TerminalText.plain(to))' is no mail address in ASCII.")
      }
    }
    guard DigestFormat(rawValue: format) != nil else {
      let known = DigestFormat.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("'\(format)' is not one of the formats \(known).")
    }
  }

  func run() async throws {
    if stdout {
      guard let format = DigestFormat(rawValue: format) else { return }
      for page in try Edition.pages(format, of: day, file) {
        Terminal.write(to.map { Self.mail(page.bytes, to: $0) } ?? page.bytes)
      }
      return
    }
    let configuration = try file.load()
    let desk = try NewsDesk(configuration, premises: Premises(configuration), at: Date())
    let editions = EditionDesk(desk)
    guard let span = try Edition.span(day, in: desk.archive) else {
      try await editions.publishToday(at: Date())
      return Terminal.print("\(desk.premises.output)/today.html")
    }
    try await editions.rewrite(span)
    Terminal.print("\(desk.premises.output)/\(span.directory)")
  }
}

extension Digest {
  /// The mail with another addressee in its head.
  static func mail(_ bytes: [UInt8], to address: String) -> [UInt8] {
    let name = Array("To: ".utf8)
    var start = bytes.startIndex
    while start < bytes.endIndex, bytes[start] != 10, bytes[start] != 13 {
      let line = bytes[start...]
      let end = line.firstIndex(of: 10) ?? bytes.endIndex
      if line.starts(with: name) {
        let last = end > start && bytes[end - 1] == 13 ? end - 1 : end
        return Array(bytes[..<start]) + name + Array(address.utf8) + bytes[last...]
      }
      start = min(end + 1, bytes.endIndex)
    }
    return bytes
  }
}

/// An edition by the name a person gives it.
enum Edition {
  /// Nil: the one that is still open. With no name, the newest closed one, or else the open one.
  static func span(_ written: String?, in archive: Archive) throws -> EditionSpan? {
    let editions = try archive.editions()
    switch written {
    case nil, "latest": return editions.first
    case "today": return nil
    case let name?:
      guard let edition = editions.first(where: { $0.name == name }) else {
        let known = editions.prefix(5).map(\.name).joined(separator: ", ")
        throw Stop(
          .data,
          "there is no edition '\(name)'" + (known.isEmpty ? "" : "; the newest are \(known)"))
      }
      return edition
    }
  }

  /// What an edition says, from the archive.
  static func digest(_ written: String?, _ file: ConfigurationOption) throws -> DailyDigest {
    try digest(written, maker(file))
  }

  /// An edition in a format, as its own file has it: a mail with the same id, answering the same one.
  static func pages(_ format: DigestFormat, of written: String?, _ file: ConfigurationOption)
    throws -> [Page]
  {
    let maker = try maker(file)
    return try maker.pages(of: try digest(written, maker), as: format)
  }

  private static func digest(_ written: String?, _ maker: EditionMaker) throws -> DailyDigest {
    guard let span = try span(written, in: maker.archive),
      let record = try maker.archive.edition(named: span.name)
    else { return try maker.openEdition(at: Date()).digest }
    return try DailyDigest(archived: record.digest)
  }

  private static func maker(_ file: ConfigurationOption) throws -> EditionMaker {
    let (configuration, premises, archive) = try file.openArchive()
    let steering = try Steering(StorySteering(beside: configuration.file), in: archive)
    return EditionMaker(
      configuration: configuration, premises: premises, archive: archive, steering: steering)
  }
}
