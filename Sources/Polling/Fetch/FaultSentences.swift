import CCurl
import NewsModel

extension FetchFailure {
  /// What a transfer that did not come to its end is told as.
  init(
    _ fault: TransferFault, of result: TransferResult, at url: RequestURL, _ order: TransferRequest
  ) {
    switch fault {
    case .cancelled:
      self = Visit.stopped
    case .headerTooLarge:
      self.init(.tooLarge, "the head of the answer is too large", status: result.status)
    case .bodyTooLarge:
      self.init(.tooLarge, Self.tooLarge(order), status: result.status)
    case .forbidden(let address):
      self.init(forbidden: address, url)
    case .curl(let code, let reason):
      self.init(code, reason, of: result, at: url, order)
    }
  }

  /// A private address that may not be reached.
  init(forbidden address: String, _ url: RequestURL) {
    let name = address == url.host ? url.host : "\(url.host) (\(address))"
    self.init(
      .forbidden, "\(name) is in a private network, and feeds.conf does not list that host")
  }

  private init(
    _ code: CURLcode, _ reason: String, of result: TransferResult, at url: RequestURL,
    _ order: TransferRequest
  ) {
    let status = result.status
    switch code {
    case CURLE_COULDNT_RESOLVE_HOST:
      self.init(.unreachable, "no address for \(url.host)")
    case CURLE_COULDNT_RESOLVE_PROXY:
      self.init(.unreachable, "no address for the proxy")
    case CURLE_COULDNT_CONNECT:
      self.init(.unreachable, "no connection to \(url.host): \(reason)")
    case CURLE_OPERATION_TIMEDOUT:
      let seconds = Self.seconds(order.timeout)
      self.init(
        .timedOut,
        status == nil
          ? "no answer from \(url.host) within \(Self.seconds(result.elapsed)) s"
          : "the answer was not whole within \(seconds) s", status: status)
    case CURLE_FILESIZE_EXCEEDED:
      self.init(.tooLarge, Self.tooLarge(order), status: status)
    case CURLE_OUT_OF_MEMORY where status != nil:
      // How libcurl 7.88 says that one field is longer than 100 kB.
      self.init(.tooLarge, "a field of the answer's head is too large", status: status)
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR,
      CURLE_SSL_CERTPROBLEM, CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_PINNEDPUBKEYNOTMATCH:
      self.init(.certificate, "the certificate of \(url.host) is refused: \(reason)")
    case CURLE_SSL_CONNECT_ERROR:
      self.init(.unreachable, "no secure connection to \(url.host): \(reason)")
    case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY:
      self.init(.unreachable, "what \(url.host) answers is no HTTP", status: status)
    case CURLE_GOT_NOTHING:
      self.init(.unreachable, "\(url.host) closed the connection without an answer")
    case CURLE_BAD_CONTENT_ENCODING:
      self.init(.cut, "the body cannot be decompressed", status: status)
    case _ where status != nil:
      self.init(.cut, "the answer broke off: \(reason)", status: status)
    default:
      self.init(.unreachable, "\(url.host): \(reason)")
    }
  }

  private static func tooLarge(_ order: TransferRequest) -> String {
    "the body is larger than \(order.maxSize) bytes (max-size)"
  }

  private static func seconds(_ duration: Duration) -> String {
    let tenths = Int((duration.timeInterval * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }
}

/// What a status says in words.
enum StatusSentence {
  /// For a status that is neither success nor redirect.
  static func of(_ status: Int) -> String {
    let meaning =
      switch status {
      case 304: "not modified, though nothing was known"
      case 400: "bad request"
      case 401: "credentials wanted"
      case 402: "payment wanted"
      case 403: "forbidden"
      case 404: "not found"
      case 405: "method not allowed"
      case 406: "not acceptable"
      case 410: "gone"
      case 429: "too many requests"
      case 451: "withheld for legal reasons"
      case 500: "internal error"
      case 502: "bad gateway"
      case 503: "unavailable"
      case 504: "gateway timed out"
      default: status >= 500 ? "server error" : "unexpected"
      }
    return "answered \(status) (\(meaning))"
  }
}
