package import NewsModel

/// A value that applies to a source, and where it was decided.
package struct EffectiveValue: Hashable, Sendable {
  package var name: String
  /// As it would be written in feeds.conf.
  package var value: String
  /// File and line, such as "feeds.conf:12"; a variable such as "$https_proxy"; or "default".
  package var origin: String

  init(_ name: String, _ value: String, from origin: String?) {
    self.name = name
    self.value = value
    self.origin = origin ?? "default"
  }
}

extension Configuration {
  /// What applies to one source, each value with the line it came from: its place, every directive
  /// in the order of the table, then the rules. Empty for an address that is not listed.
  package func effective(for address: FeedAddress) -> [EffectiveValue] {
    guard let draft = drafts[address] else { return [] }
    var values = [
      EffectiveValue("url", draft.address.written, from: draft.origin),
      EffectiveValue(
        "topic", draft.topic.isEmpty ? "none" : draft.topic, from: draft.sectionOrigin),
      EffectiveValue(
        "pause", draft.isPaused ? "yes" : "no", from: draft.isPaused ? draft.origin : nil),
    ]
    for directive in Directive.all { values += effective(directive, for: draft) }
    for rule in rules where rule.covers(topic: draft.topic) {
      let said = rule.text.dropFirst(rule.verb.rawValue.count).trimming(while: \.isWhitespace)
      values.append(EffectiveValue(rule.verb.rawValue, String(said), from: rule.origin))
    }
    return values
  }

  private func effective(
    _ directive: Directive, for draft: ConfigurationReader.SourceDraft
  ) -> [EffectiveValue] {
    let name = directive.name
    // A section's limit holds for the topic, wherever in the file the topic was given it.
    if name == "top" {
      return topLimitsGiven[draft.topic].map { [EffectiveValue(name, $0.text, from: $0.origin)] }
        ?? [EffectiveValue(name, directive.defaultText, from: nil)]
    }
    let levels = [draft.ownOptions, draft.lineOptions, draft.section]
      .map { $0.filter { $0.directive.name == name } }
    if directive.isRepeatable {
      let all = levels.joined().map { EffectiveValue(name, $0.text, from: $0.origin) }
      if !all.isEmpty { return all }
    } else if let given = levels.joined().first {
      return [EffectiveValue(name, given.text, from: given.origin)]
    }
    if let given = settingsGiven[name] {
      return [EffectiveValue(name, given.text, from: given.origin)]
    }
    if name == "proxy" {
      let proxy = ProxyEnvironment(environment).proxy(for: draft.address)
      return [EffectiveValue(name, proxy?.url ?? "none", from: proxy?.variable)]
    }
    return [EffectiveValue(name, directive.defaultText, from: nil)]
  }
}
