import NewsModel

@testable import Configuring

/// A feeds.conf, and the same text as stories.conf.
enum ConfigurationFuzzing {
  static func read(_ input: [UInt8]) {
    let text = String(decoding: input, as: UTF8.self)
    let first = problems(in: text)
    promise(first == problems(in: text), "the same text has the same problems")
    let lines = SourceLine.all(of: text, file: "feeds.conf")
    for problem in first {
      promise((1...lines.count).contains(problem.line), "a problem is on a line")
      let width = lines[problem.line - 1].characters.count
      promise((1...width + 1).contains(problem.column), "a problem is in its line", problem.message)
      promise(problem.length > 0 && !problem.message.isEmpty, "a problem is told")
      let rendered = problem.rendered.split(separator: "\n", omittingEmptySubsequences: false)
      promise(rendered.count == 3, "a problem takes three lines", problem.rendered)
      for scalar in problem.rendered.unicodeScalars where scalar != "\n" && scalar != "\t" {
        promise(scalar.properties.generalCategory != .control, "no controls", problem.rendered)
      }
    }
    do {
      let steering = try StorySteering(reading: text, named: "stories.conf")
      for order in steering.orders {
        promise(order.names.count > (order.verb == .merge ? 1 : 0), "an order names what it means")
        for name in order.names {
          promise(name.warning("x").rendered.hasPrefix("\(order.origin):"), "a name has a place")
        }
      }
    } catch {
      promise(error.problems.contains { $0.severity == .error }, "an error is told")
    }
  }

  /// What is wrong with the text, in all of it that it includes: itself, under other names.
  private static func problems(in text: String) -> [ConfigurationProblem] {
    do {
      let configuration = try Configuration(reading: text, named: "feeds.conf") { pattern, _ in
        pattern.hasSuffix("2.conf") ? [(pattern, text)] : []
      }
      promise(
        Set(configuration.sources.map(\.address)).count == configuration.sources.count,
        "a source is there once")
      for source in configuration.sources {
        promise(
          configuration.effective(for: source.address).count >= Directive.all.count / 3,
          "every value of a source can be told")
      }
      return configuration.warnings
    } catch {
      promise(error.problems.contains { $0.severity == .error }, "an error is told")
      return error.problems
    }
  }
}
