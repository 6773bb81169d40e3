import NewsModel

/// Why a transfer did not come to its end.
enum TransferFault: Sendable {
  case noAddress, noProxyAddress
  /// What the system says.
  case noConnection(String)
  case noSecureConnection(String), certificate(String)
  case timedOut
  /// The connection was closed before an answer began.
  case noAnswer
  case noHTTP
  case headerTooLarge, bodyTooLarge
  /// The body is not what its Content-Encoding says, or that is one that nobody knows.
  case undecodable
  /// The compressed body goes on behind its end, as a second gzip member does.
  case goesOn
  /// There was no room beside other large bodies.
  case crowded
  /// The answer had begun.
  case brokeOff(String)
  case failed(String)
  /// The address that may not be reached.
  case forbidden(String)
  case cancelled
}

extension FetchFailure {
  /// What a transfer that did not come to its end is told as.
  init(
    _ fault: TransferFault, of result: TransferResult, at url: RequestURL, _ order: TransferRequest
  ) {
    let host = url.host
    let (kind, sentence): (Kind, String) =
      switch fault {
      case .noAddress: (.unreachable, "no address for \(host)")
      case .noProxyAddress: (.unreachable, "no address for the proxy")
      case .noConnection(let reason): (.unreachable, "no connection to \(host): \(reason)")
      case .noSecureConnection(let reason):
        (.unreachable, "no secure connection to \(host): \(reason)")
      case .certificate(let reason):
        (.certificate, "the certificate of \(host) is refused: \(reason)")
      case .timedOut where result.status == nil:
        (.timedOut, "no answer from \(host) within \(Self.seconds(result.elapsed)) s")
      case .timedOut:
        (.timedOut, "the answer was not whole within \(Self.seconds(order.timeout)) s")
      case .noAnswer: (.unreachable, "\(host) closed the connection without an answer")
      case .noHTTP: (.unreachable, "what \(host) answers is no HTTP")
      case .headerTooLarge: (.tooLarge, "the head of the answer is too large")
      case .bodyTooLarge: (.tooLarge, "the body is larger than \(order.maxSize) bytes (max-size)")
      case .undecodable: (.cut, "the body cannot be decompressed")
      case .goesOn: (.cut, "the compressed body goes on behind its end")
      case .crowded: (.cut, "no room for the body beside other large ones; it is asked for again")
      case .brokeOff(let reason): (.cut, "the answer broke off: \(reason)")
      case .failed(let reason): (.unreachable, "\(host): \(reason)")
      case .forbidden(let address): (.forbidden, Self.forbidden(address, host))
      case .cancelled: (Visit.stopped.kind, Visit.stopped.sentence)
      }
    self.init(kind, sentence, status: result.status)
  }

  /// A private address that may not be reached, known before anything was asked.
  init(forbidden url: RequestURL) {
    self.init(.forbidden, Self.forbidden(url.host, url.host))
  }

  /// A host that was just silent to so many others that this request was not made.
  init(unasked url: RequestURL, after silences: Int) {
    self.init(
      .timedOut, "not asked: \(url.host) just left \(silences) other requests without an answer")
  }

  private static func forbidden(_ address: String, _ host: String) -> String {
    let name = address == host ? host : "\(host) (\(address))"
    return "\(name) is in a private network, which private-networks does not allow"
  }

  private static func seconds(_ duration: Duration) -> String {
    let tenths = Int((duration.timeInterval * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }
}
