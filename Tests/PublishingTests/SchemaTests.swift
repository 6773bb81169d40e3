import Foundation
import NewsModel
import Testing

@testable import Publishing

/// `digest.json` keeps to the schema that is shipped for it, key by key.
@Suite struct SchemaTests {
  /// As much of JSON Schema 2020-12 as our schema uses.
  private struct Schema {
    let root: [String: Any]

    func faults(_ value: Any, by rule: [String: Any], at path: String) -> [String] {
      if let name = (rule["$ref"] as? String)?.split(separator: "/").last {
        let rules = root["$defs"] as? [String: [String: Any]]
        return rules?[String(name)].map { faults(value, by: $0, at: path) } ?? ["no rule \(name)"]
      }
      let types = (rule["type"] as? [String]) ?? (rule["type"] as? String).map { [$0] } ?? []
      if !types.isEmpty, !types.contains(where: { has(value, type: $0) }) {
        return ["\(path): \(value) is no \(types)"]
      }
      if let object = value as? [String: Any], let known = rule["properties"] as? [String: Any] {
        let missing = (rule["required"] as? [String] ?? []).filter { object[$0] == nil }
        let strange = object.keys.filter { known[$0] == nil }
        return missing.map { "\(path).\($0) is missing" } + strange.map { "\(path).\($0)?" }
          + known.flatMap { key, rule in
            guard let value = object[key], let rule = rule as? [String: Any] else {
              return [String]()
            }
            return faults(value, by: rule, at: "\(path).\(key)")
          }
      }
      if let array = value as? [Any], let rule = rule["items"] as? [String: Any] {
        return array.enumerated().flatMap { faults($1, by: rule, at: "\(path)[\($0)]") }
      }
      return []
    }

    private func has(_ value: Any, type: String) -> Bool {
      switch type {
      case "null": value is NSNull
      case "string": value is String
      case "boolean": value is Bool
      case "integer": value is Int
      case "number": value is Double || value is Int
      case "array": value is [Any]
      case "object": value is [String: Any]
      default: false
      }
    }
  }

  @Test func `every key of a digest is in the schema, and every key of the schema in a digest`()
    throws
  {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/Publishing/Publishing.docc/digest.schema.json")
    let rules = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any]
    let schema = Schema(root: try #require(rules))
    for digest in [InventedDay.digest(), InventedDay.digest(isOpen: true), InventedDay.emptyDigest]
    {
      let value = try JSONSerialization.jsonObject(with: Data(JSONPages.edition(digest)))
      #expect(schema.faults(value, by: schema.root, at: "$") == [])
    }
    #expect(!schema.faults(["version": 1], by: schema.root, at: "$").isEmpty)
  }
}
