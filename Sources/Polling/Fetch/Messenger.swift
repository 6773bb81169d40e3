import Foundation
package import NewsModel

/// Tells a server something, where a ``Fetcher`` only asks.
///
/// It has a transfer thread of its own: a connection that was opened to a private address because
/// the operator wants it told must not be there for a source's redirect to use.
package final class Messenger: Sendable {
  /// What is posted, and where.
  package struct Letter: Sendable {
    /// http or https. A name and password in it become an Authorization field.
    package var url: String
    package var contentType: String
    package var body: [UInt8]
    package var headers: [HTTPHeader]
    /// An http or socks proxy's URL; nil: none.
    package var proxy: String?
    package var timeout: Duration = .seconds(30)

    package init(
      to url: String, contentType: String, body: [UInt8], headers: [HTTPHeader] = [],
      proxy: String? = nil
    ) {
      self.url = url
      self.contentType = contentType
      self.body = body
      self.headers = headers
      self.proxy = proxy
    }
  }

  /// What became of a letter. Sentences name the host and nothing else of the address, of which any
  /// part may be a secret.
  package enum Receipt: Hashable, Sendable {
    /// The server said 2xx.
    case taken
    /// It said that it will not have this letter; it may have others.
    case refused(String)
    /// It could not be reached, or cannot take anything now; `retryAfter` is its own wish.
    case unavailable(String, retryAfter: Duration?)
  }

  /// An answer's body is of no interest.
  private static let largestAnswer = 64 << 10
  private let loop: TransferLoop

  /// Starts the transfer thread. Throws if the system has nothing left to start it with.
  package init() throws {
    loop = try TransferLoop()
  }

  /// Posts a letter once. A private address may be reached unless the settings say that none may,
  /// since feeds.conf lists this one; redirects are not followed. When the task is cancelled it soon
  /// ends, and whether the letter was taken is not known.
  package func send(_ letter: Letter, settings: FetchSettings) async -> Receipt {
    guard let url = RequestURL(letter.url) else {
      return .refused("the address is neither http nor https")
    }
    let isDirect = DirectHosts(settings.directHosts).contains(url.host)
    let proxy = isDirect ? nil : letter.proxy
    let policy = AddressGuard(
      privateNetworks: settings.privateNetworks, listedHosts: [url.host])
    let allowsPrivate = policy.allowsPrivate(host: url.host)
    if proxy != nil, !allowsPrivate,
      AddressGuard.literal(url.host).map(AddressGuard.isPrivate) ?? false
    {
      return .unavailable(FetchFailure(forbidden: url).sentence, retryAfter: nil)
    }
    let order = TransferRequest(
      url: url.text, headers: Self.headers(of: letter, to: url, settings), body: letter.body,
      timeout: letter.timeout, connectTimeout: min(.seconds(10), letter.timeout),
      maxSize: Self.largestAnswer, proxy: proxy,
      certificates: settings.certificates ?? Visit.systemBundle,
      allowsPrivate: allowsPrivate || proxy != nil)
    return Self.receipt(for: await loop.perform(order), at: url, order)
  }

  /// Ends what is under way and the thread, and waits for it.
  package func stop() async {
    await loop.close()
  }

  private static func headers(
    of letter: Letter, to url: RequestURL, _ settings: FetchSettings
  ) -> [HTTPHeader] {
    var headers = [
      HTTPHeader(name: "User-Agent", value: settings.userAgent),
      HTTPHeader(name: "Content-Type", value: letter.contentType),
      HTTPHeader(name: "Accept", value: "*/*"),
    ]
    if let userInfo = url.userInfo {
      headers.append(
        HTTPHeader(name: "Authorization", value: Request.authorization(userInfo)))
    }
    return (headers + letter.headers).filter(Request.isSendable)
  }

  private static func receipt(
    for result: TransferResult, at url: RequestURL, _ order: TransferRequest
  ) -> Receipt {
    // Once the head has come, what happens to the body changes nothing.
    guard let status = result.status else {
      let failure = FetchFailure(result.fault ?? .noAnswer, of: result, at: url, order)
      return .unavailable(failure.sentence, retryAfter: nil)
    }
    let sentence = "\(url.host) \(StatusSentence.of(status))"
    switch status {
    case 200..<300: return .taken
    case 300..<400:
      return .unavailable(
        "\(url.host) redirects to another address, which is not followed", retryAfter: nil)
    case 408, 425, 429, 500...:
      let wish = ResponseReading(result.headers, at: Date()).retryAfter
      return .unavailable(sentence, retryAfter: wish)
    default: return .refused(sentence)
    }
  }
}
