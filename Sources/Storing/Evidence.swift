import Foundation
import NewsModel

/// The parts of a placement that have no column of their own, as JSON.
///
/// Written by hand, since an encoder costs more than all the rest of filing an item; read with
/// `Codable`, which forgives what later versions add.
struct Evidence: Decodable {
  var runnerUp: Placement.Candidate?
  var signals: [Placement.Signal]?
  var sharedTerms: [Placement.SharedTerm]?
  var merges: [Placement.Merge]?
  var copyOf: ItemKey?
  var aloneBecause: String?

  /// The evidence of a placement; nil if there is none.
  static func stored(_ placement: Placement) -> String? {
    var members: [JSON.Member] = []
    func add(_ key: String, _ value: JSON?) {
      if let value { members.append(JSON.Member(key: key, value: value)) }
    }
    func list<Element>(_ elements: [Element], _ value: (Element) -> JSON) -> JSON? {
      elements.isEmpty ? nil : .array(elements.map(value))
    }
    add(
      "runnerUp",
      placement.runnerUp.map {
        ["thread": .string($0.thread.rawValue), "score": .figure($0.score)]
      })
    add(
      "signals",
      list(placement.signals) {
        [
          "name": .string($0.name), "contribution": .figure($0.contribution),
          "detail": .string($0.detail),
        ]
      })
    add(
      "sharedTerms",
      list(placement.sharedTerms) { ["term": .string($0.term), "share": .figure($0.share)] })
    add(
      "merges",
      list(placement.merges) {
        [
          "gone": .string($0.gone.rawValue), "kept": .string($0.kept.rawValue),
          "score": .figure($0.score),
        ]
      })
    add("copyOf", placement.copyOf.map { .string($0.rawValue) })
    add("aloneBecause", placement.aloneBecause.map(JSON.string))
    return members.isEmpty ? nil : JSON.object(members).description
  }

  init(_ stored: String?) throws {
    guard let stored else { return }
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .house
    self = try decoder.decode(Evidence.self, from: Data(stored.utf8))
  }
}

extension JSON {
  /// A number that comes back the same to the bit, whether finite or not.
  fileprivate static func figure(_ value: Double) -> JSON {
    if value.isFinite { return .double(value) }
    return .string(value.isNaN ? "nan" : value > 0 ? "inf" : "-inf")
  }
}
