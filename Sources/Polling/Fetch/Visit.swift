import Foundation
import NewsModel

/// One fetch from its first request to its outcome.
struct Visit {
  /// However long the way of redirects, a fetch ends after this or after the source's own timeout.
  private static let longest: Duration = .seconds(60)
  /// After so long a source that was silent the last time lends its place.
  private static let shortPatience: Duration = .milliseconds(150)
  /// Where Debian's ca-certificates keeps all authorities in one file.
  static let systemBundle = "/etc/ssl/certs/ca-certificates.crt"
  static let stopped = FetchFailure(.unreachable, "stopped before an answer came")
  /// Every request so far.
  private(set) var exchanges: [Exchange] = []
  private let source: FeedSource
  private let isSuspect: Bool
  private let settings: FetchSettings
  private let places: Places
  private let fetcher: Fetcher
  /// What is left of the time for all requests together; waiting in line does not count.
  private var left: Duration

  init(
    _ source: FeedSource, isSuspect: Bool, settings: FetchSettings, places: Places,
    asking fetcher: Fetcher
  ) {
    self.source = source
    self.isSuspect = isSuspect
    self.settings = settings
    self.places = places
    self.fetcher = fetcher
    left = max(source.timeout, Self.longest)
  }

  /// Asks at an address and wherever it redirects to. Gives the turn back at the end.
  mutating func outcome(
    at url: RequestURL, in turn: Places.Turn, ifNotMatching validators: Validators
  ) async throws(FetchFailure) -> FetchOutcome {
    var held: Places.Turn? = turn
    defer { if let held { places.leave(held) } }
    let request = try Request(source, settings: settings)
    var way = Redirects(from: url)
    var validators = validators
    while let turn = held {
      let result = try await ask(way.here, request, ifNotMatching: validators, in: turn)
      guard let status = result.status, [301, 302, 303, 307, 308].contains(status) else {
        if result.status == 429 || result.status == 503 { places.slow(turn.site) }
        return try outcome(of: result, way: way, wasConditional: !validators.isEmpty)
      }
      try way.follow(result.redirect, status: status)
      if way.hasLeftForGood { validators = .none }
      let next = Site(host: way.here.host)
      if next != turn.site {
        places.leave(turn)
        held = nil
        held = await places.enter(next)
      }
    }
    throw Self.stopped
  }

  /// Makes one request; a second one, without codings, if the first was answered in one that cannot
  /// be read. Throws unless a whole answer came.
  private mutating func ask(
    _ url: RequestURL, _ request: Request, ifNotMatching validators: Validators,
    in turn: Places.Turn
  ) async throws(FetchFailure) -> TransferResult {
    let proxy = DirectHosts(settings.directHosts).contains(url.host) ? nil : source.proxy
    let allowsPrivate = try allowsPrivate(url, isProxied: proxy != nil)
    let doubts = fetcher.doubts
    let time = doubts.timeout(
      source.timeout, at: url.origin, isSuspect: isSuspect, waiting: places.waiting(at: turn.site))
    let timeout = min(time, left)
    // Of a shorter time less is for the connection too; but one packet may be lost.
    let connectTimeout =
      time < source.timeout
      ? max(source.connectTimeout * (time / source.timeout), .milliseconds(1500))
      : source.connectTimeout
    var order = TransferRequest(
      url: url.text, headers: request.headers(to: url, ifNotMatching: validators),
      timeout: timeout, connectTimeout: min(connectTimeout, timeout),
      maxSize: source.maxSize, proxy: proxy,
      certificates: settings.certificates ?? Self.systemBundle, allowsPrivate: allowsPrivate)
    order.patience = isSuspect ? Self.shortPatience : min(order.patience, timeout / 4)
    order.bodies = fetcher.bodies
    order.whenStalled = { [places] in places.lend(turn) }
    order.whenAnswered = { [places] in places.takeBack(turn) }
    if time == source.timeout {
      order.yields = { [places, isSuspect] rest in
        doubts.yields(
          turn, at: url.origin, isSuspect: isSuspect, waiting: places.waiting(at: turn.site),
          rest: rest)
      }
    }
    var result = await made(order)
    doubts.learn(
      from: result, of: turn, at: url.origin,
      wasWhole: time == source.timeout && !result.hasYielded)
    if left > .zero, Self.isWorthAskingUncoded(result) {
      order.decodes = false
      let first = result.fault
      result = await made(order)
      // A server that compresses whatever is asked for; what came is not to be taken for the body.
      let codings = ResponseReading(result.headers, at: Date()).codings
      if case .goesOn = first, result.fault == nil, !codings.isEmpty {
        result.fault = join(&result, codings, atMost: source.maxSize)
      }
    }
    // A redirect is followed by its head; what its body does is nobody's concern.
    if let fault = result.fault, result.redirect == nil {
      throw FetchFailure(fault, of: result, at: url, order)
    }
    return result
  }

  /// Whether the body came in a coding that nobody knows, or in one that libcurl reads only the
  /// beginning of: gzip in several members (RFC 1952 section 2.2).
  private static func isWorthAskingUncoded(_ result: TransferResult) -> Bool {
    switch result.fault {
    case .goesOn: true
    case .undecodable: !ResponseReading(result.headers, at: Date()).unknownCodings.isEmpty
    default: false
    }
  }

  /// Puts the members of a gzip body together, or says why that cannot be done.
  private func join(
    _ result: inout TransferResult, _ codings: [String], atMost most: Int
  ) -> TransferFault? {
    let members = GzipMembers(bytes: result.body)
    result.body = []
    guard codings == ["gzip"] || codings == ["x-gzip"], let size = members.size(atMost: most) else {
      return .goesOn
    }
    guard size <= most else { return .bodyTooLarge }
    // Looked at before it is held: what is compressed tells nobody how large it will be.
    let ticket = fetcher.bodies.ticket()
    guard fetcher.bodies.take(max(0, size - BodyBudget.free), for: ticket) else {
      fetcher.bodies.abandon(ticket)
      return .crowded
    }
    result.hold = fetcher.bodies.finish(ticket)
    result.body = members.body(of: size)
    return nil
  }

  private mutating func made(_ order: TransferRequest) async -> TransferResult {
    let result = await fetcher.perform(order)
    left -= result.elapsed
    let told = order.headers.map { header in
      ["authorization", "cookie"].contains(header.name.lowercased())
        ? HTTPHeader(name: header.name, value: "(hidden)") : header
    }
    exchanges.append(
      Exchange(
        url: order.url, requestHeaders: told, status: result.status,
        responseHeaders: result.headers, bodyBytes: result.bodyBytes, elapsed: result.elapsed))
    return result
  }

  private func allowsPrivate(_ url: RequestURL, isProxied: Bool) throws(FetchFailure) -> Bool {
    let policy = AddressGuard(
      privateNetworks: settings.privateNetworks, listedHosts: settings.listedHosts)
    let isAllowed = policy.allowsPrivate(host: url.host)
    guard isProxied else { return isAllowed }
    // The addresses that the guard will see are the proxy's, which the operator chose; what a name
    // leads to there, nobody here can know.
    let isPrivate =
      AddressGuard.literal(url.host).map(AddressGuard.isPrivate)
      ?? AddressGuard.isLocalName(url.host)
    if !isAllowed, isPrivate { throw FetchFailure(forbidden: url) }
    return true
  }

  private func outcome(
    of result: TransferResult, way: Redirects, wasConditional: Bool
  ) throws(FetchFailure) -> FetchOutcome {
    guard let status = result.status else { throw Self.stopped }
    let reading = ResponseReading(result.headers, at: Date())
    var head = AnswerHead(
      status: status, validators: reading.validators, freshFor: reading.freshFor)
    head.maxAge = reading.maxAge
    switch status {
    case 200, 203:
      guard !result.body.isEmpty else {
        throw FetchFailure(.unreadable, "an empty answer (\(status))", status: status)
      }
      var document = FetchedDocument(
        body: result.body, base: way.here.text, contentType: reading.value("content-type"),
        head: head)
      document.hold = result.hold
      return way.movedTo.map { .moved(to: $0, document) } ?? .fresh(document)
    case 204, 205:
      throw FetchFailure(.unreadable, "an empty answer (\(status))", status: status)
    case 304 where wasConditional:
      return .unchanged(head)
    case 410 where way.isStraight:
      return .gone
    default:
      let retryAfter = status == 429 || status == 503 ? reading.retryAfter : nil
      throw FetchFailure(
        .refused, StatusSentence.of(status), status: status, retryAfter: retryAfter)
    }
  }
}
