import CCurl
import Foundation
import NewsModel

/// One request as libcurl is to make it.
struct TransferRequest: Sendable {
  var url: String
  var headers: [HTTPHeader]
  /// What is posted; nil: the request is a GET.
  var body: [UInt8]?
  var timeout: Duration
  var connectTimeout: Duration
  /// Of the body after decoding, and of what arrives before it.
  var maxSize: Int
  var proxy: String?
  /// A file of certificate authorities.
  var certificates: String
  /// Whether the connection may go to a private address.
  var allowsPrivate: Bool
  /// Whether codings are offered and undone.
  var decodes = true
  /// Called once, on the loop's thread, when no answer has begun after this long.
  var patience: Duration = .seconds(1)
  var whenStalled: (@Sendable () -> Void)?
  /// Called on the loop's thread when an answer begins after all.
  var whenAnswered: (@Sendable () -> Void)?
  /// Asked on the loop's thread, again and again, once no answer has begun after half the time:
  /// whether to give up. It is told the rest of the time.
  var yields: (@Sendable (Duration) -> Bool)?
  /// What all bodies may take together; nil: this one is small.
  var bodies: BodyBudget?
}

/// What came of it.
struct TransferResult: Sendable {
  /// Nil if no answer began.
  var status: Int?
  /// Of the last answer, without interim ones and trailers.
  var headers: [HTTPHeader] = []
  /// Empty if there is a fault.
  var body: [UInt8] = []
  /// How many bytes of it came, whatever became of them.
  var bodyBytes = 0
  /// The room that the body takes up among all.
  var hold: BodyHold?
  /// The absolute address that a redirect points to, whatever its scheme.
  var redirect: String?
  var fault: TransferFault?
  /// Whether it was given up before its time for the sake of others.
  var hasYielded = false
  var elapsed: Duration = .zero
}

/// A transfer under way: an easy handle and what its callbacks have gathered. It lives and dies on
/// the transfer loop's thread.
@safe
final class Transfer {
  private static let largestHeader = 256 << 10
  private static let largestPiece = 64 << 10
  /// A body may wait so long for others to be stored.
  private static let longestWait: Duration = .seconds(45)
  private let request: TransferRequest
  private let easy: UnsafeMutableRawPointer
  private var fields: UnsafeMutablePointer<curl_slist>?
  private let message: UnsafeMutablePointer<CChar>
  private let started = ContinuousClock.now
  private var result = TransferResult()
  /// The body in pieces. One array would hold twice its size while it grows, and that for each of the
  /// hostile bodies that are never used; so only a whole body is put together, one at a time.
  private var pieces: [[UInt8]] = []
  private var headerBytes = 0
  private var isHeadWhole = false
  private var fault: TransferFault?
  private var hasStalled = false
  /// Its place among the large bodies, once it is one.
  private var ticket: UInt64?
  /// Since when it has been waiting for room; nil if it has not.
  private var pausedSince: ContinuousClock.Instant?
  private var waited: Duration = .zero
  /// Bytes that have arrived, before decoding.
  private var received = 0

  /// Nil if memory is short or this libcurl lacks an option, which `failure` then names.
  init(_ request: TransferRequest) throws(OptionFailure) {
    self.request = request
    guard let easy = unsafe curl_easy_init() else { throw OptionFailure(code: CURLE_OUT_OF_MEMORY) }
    unsafe self.easy = unsafe easy
    unsafe message = .allocate(capacity: Int(CURL_ERROR_SIZE))
    unsafe message.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    try configure()
  }

  deinit {
    if let ticket { request.bodies?.abandon(ticket) }
    unsafe curl_easy_cleanup(easy)
    unsafe curl_slist_free_all(fields)
    unsafe message.deallocate()
  }

  /// What the multi handle is given; it must be taken back before the transfer goes.
  var handle: UnsafeMutableRawPointer { unsafe easy }

  /// Says so, once, if the answer is long in coming. Returns whether it is to be waited for no longer.
  func look(at now: ContinuousClock.Instant) -> Bool {
    guard result.status == nil else { return false }
    let silence = now - started
    if !hasStalled, silence > request.patience {
      hasStalled = true
      request.whenStalled?()
    }
    guard let yields = request.yields, silence * 2 > time, yields(max(.zero, time - silence)) else {
      return false
    }
    fault = .timedOut
    result.hasYielded = true
    return true
  }

  /// How long the answer may take to begin: less while there is no connection yet.
  private var time: Duration {
    var connected: curl_off_t = 0
    let isConnected =
      unsafe newsloom_get_size(easy, CURLINFO_PRETRANSFER_TIME_T, &connected) == CURLE_OK
      && connected > 0
    return isConnected ? request.timeout : min(request.connectTimeout, request.timeout)
  }

  /// All that is known when libcurl is done with it, or has been made to be.
  func finish(_ code: CURLcode?) -> TransferResult {
    result.elapsed = .now - started
    if let fault {
      result.fault = fault
    } else if code == CURLE_OPERATION_TIMEDOUT, pausedSince != nil {
      result.fault = .crowded
    } else if code == CURLE_WRITE_ERROR {
      // Not ours, which would be a fault of ours: the decoder found more behind the end.
      result.fault = .goesOn
    } else if let code, code != CURLE_OK {
      result.fault = TransferFault(code, reason(of: code), hasHead: result.status != nil)
    } else if code == nil {
      result.fault = .cancelled
    }
    if result.fault == nil {
      result.body = joined()
      if let ticket { result.hold = request.bodies?.finish(ticket) }
    } else if let ticket {
      request.bodies?.abandon(ticket)
    }
    ticket = nil
    pieces = []
    var text: UnsafePointer<CChar>?
    if unsafe newsloom_get_text(easy, CURLINFO_REDIRECT_URL, &text) == CURLE_OK,
      let text = unsafe text
    {
      result.redirect = unsafe String(cString: text)
    }
    return result
  }

  private func joined() -> [UInt8] {
    guard pieces.count > 1 else { return pieces.first ?? [] }
    var body: [UInt8] = []
    body.reserveCapacity(result.bodyBytes)
    for index in pieces.indices {
      body += pieces[index]
      pieces[index] = []
    }
    return body
  }

  private func reason(of code: CURLcode) -> String {
    var number = 0
    if code == CURLE_COULDNT_CONNECT,
      unsafe newsloom_get_long(easy, CURLINFO_OS_ERRNO, &number) == CURLE_OK, number != 0
    {
      return unsafe String(cString: strerror(Int32(number)))
    }
    let own = unsafe String(cString: message)
    return own.isEmpty ? unsafe String(cString: curl_easy_strerror(code)) : own
  }
}

/// An option that libcurl would not take.
struct OptionFailure: Error {
  let code: CURLcode
}

// MARK: - Options

extension Transfer {
  private func configure() throws(OptionFailure) {
    try unsafe set(CURLOPT_ERRORBUFFER, buffer: message)
    try set(CURLOPT_URL, request.url)
    try set(CURLOPT_PROTOCOLS_STR, "http,https")
    try set(CURLOPT_PATH_AS_IS, 1)
    // Redirects are followed by hand, where each hop is looked at.
    try set(CURLOPT_FOLLOWLOCATION, 0)
    try set(CURLOPT_NOSIGNAL, 1)
    // Without it a slow name server holds up every transfer when one of them ends (3 s; 4 ms with it).
    try set(CURLOPT_QUICK_EXIT, 1)
    try set(CURLOPT_HTTP09_ALLOWED, 0)
    try set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
    // Waiting to share a connection makes sense where one may turn out to be HTTP/2. Over plain http
    // it would hold back all but one request to a server that says nothing.
    try set(CURLOPT_PIPEWAIT, request.url.hasPrefix("https:") ? 1 : 0)
    try set(CURLOPT_CONNECTTIMEOUT_MS, Self.milliseconds(request.connectTimeout))
    try set(CURLOPT_TIMEOUT_MS, Self.milliseconds(request.timeout))
    try set(CURLOPT_PROXY, request.proxy ?? "")
    // Whether there is a proxy has been decided; the environment has no further say.
    try set(CURLOPT_NOPROXY, "")
    try set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    try set(CURLOPT_CAINFO, request.certificates)
    // The built-in directory costs 41 ms of CPU for each connection, against 3.3 for the file alone.
    try set(CURLOPT_CAPATH, nil)
    try set(CURLOPT_DNS_CACHE_TIMEOUT, 0)
    if request.decodes {
      try set(CURLOPT_ACCEPT_ENCODING, "")
    } else {
      try set(CURLOPT_HTTP_CONTENT_DECODING, 0)
    }
    let code = unsafe newsloom_set_size(
      easy, CURLOPT_MAXFILESIZE_LARGE, curl_off_t(request.maxSize))
    try check(code)
    try setHeaders()
    if let body = request.body { try setBody(body) }
    try check(
      unsafe newsloom_set_callbacks(
        easy, receiveBody, receiveHeader, watchProgress, openSocket,
        Unmanaged.passUnretained(self).toOpaque()))
  }

  private func setHeaders() throws(OptionFailure) {
    for header in request.headers {
      // "Name;" is how libcurl spells a field with an empty value.
      let line = header.value.isEmpty ? "\(header.name);" : "\(header.name): \(header.value)"
      let bytes = (HeaderText.bytes(line) + [0]).map { CChar(bitPattern: $0) }
      guard let longer = unsafe curl_slist_append(fields, bytes) else {
        throw OptionFailure(code: CURLE_OUT_OF_MEMORY)
      }
      unsafe fields = unsafe longer
    }
    try check(unsafe newsloom_set_list(easy, CURLOPT_HTTPHEADER, fields))
  }

  private func setBody(_ body: [UInt8]) throws(OptionFailure) {
    try set(CURLOPT_POST, 1)
    try check(
      unsafe newsloom_set_size(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count)))
    // Copied by libcurl, so many bytes as its size says; that must have been set before. The NUL
    // makes an empty body one that has an address.
    try check(
      unsafe (body + [0]).withUnsafeBytes { bytes in
        unsafe newsloom_set_text(
          easy, CURLOPT_COPYPOSTFIELDS, bytes.baseAddress?.assumingMemoryBound(to: CChar.self))
      })
  }

  private func set(_ option: CURLoption, _ value: Int) throws(OptionFailure) {
    try check(unsafe newsloom_set_long(easy, option, value))
  }

  private func set(_ option: CURLoption, _ value: String?) throws(OptionFailure) {
    try check(unsafe newsloom_set_text(easy, option, value))
  }

  private func set(
    _ option: CURLoption, buffer: UnsafeMutablePointer<CChar>
  ) throws(OptionFailure) {
    try check(unsafe newsloom_set_buffer(easy, option, buffer))
  }

  private func check(_ code: CURLcode) throws(OptionFailure) {
    guard code == CURLE_OK else { throw OptionFailure(code: code) }
  }

  private static func milliseconds(_ duration: Duration) -> Int {
    max(1, Int(min(duration.timeInterval, 86400) * 1000))
  }
}

// MARK: - What libcurl calls

extension Transfer {
  /// A line of a header, with its line break. False ends the transfer.
  fileprivate func takeHeader(_ line: UnsafeRawBufferPointer) -> Bool {
    headerBytes += line.count
    guard headerBytes <= Self.largestHeader else {
      fault = .headerTooLarge
      return false
    }
    let text = unsafe Self.text(line)
    if text.hasPrefix("HTTP/") {
      if result.status == nil, hasStalled { request.whenAnswered?() }
      // An interim answer (103) came before this one, or a proxy's.
      result.headers = []
      isHeadWhole = false
      result.status = text.split(separator: " ").dropFirst().first.flatMap { Int($0) }
    } else if text.isEmpty {
      isHeadWhole = true
    } else if !isHeadWhole, let colon = text.firstIndex(of: ":") {
      let value = text[text.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
      result.headers.append(HTTPHeader(name: String(text[..<colon]), value: String(value)))
    }
    return true
  }

  /// What becomes of bytes of the body.
  fileprivate enum Taking {
    case taken
    /// They are to come again when there is room.
    case later
    case refused
  }

  /// Bytes of the body, decoded.
  fileprivate func takeBody(_ bytes: UnsafeRawBufferPointer) -> Taking {
    guard result.bodyBytes + bytes.count <= request.maxSize else {
      fault = .bodyTooLarge
      return .refused
    }
    guard hasRoom(for: bytes.count) else {
      // libcurl keeps what it has decoded of one piece, and that of a body that grows a hundredfold is
      // as large as what was to be avoided.
      guard !growsTooFast else {
        fault = .crowded
        return .refused
      }
      pause()
      return .later
    }
    result.bodyBytes += bytes.count
    if let last = pieces.indices.last, pieces[last].count < Self.largestPiece {
      unsafe pieces[last].append(contentsOf: bytes)
    } else {
      unsafe pieces.append(Array(bytes))
    }
    return .taken
  }

  /// Whether there is room for so many bytes more among all bodies; if so, it is taken.
  private func hasRoom(for count: Int) -> Bool {
    guard let bodies = request.bodies, result.bodyBytes + count > BodyBudget.free else {
      return true
    }
    let mine = ticket ?? bodies.ticket()
    ticket = mine
    return bodies.take(result.bodyBytes + count - max(result.bodyBytes, BodyBudget.free), for: mine)
  }

  private var growsTooFast: Bool {
    // Some pieces may have arrived since the count was last told.
    result.bodyBytes > 40 * max(received, 64 << 10)
  }

  /// Waits for room. The wait is no fault of the server's, and so is added to its time.
  private func pause() {
    pausedSince = pausedSince ?? .now
    setTimeout(request.timeout + max(waited, Self.longestWait))
  }

  /// Goes on, if it has been waiting for room and there is some now.
  func resume() {
    guard let since = pausedSince, let ticket, let bodies = request.bodies,
      bodies.hasRoom(for: ticket)
    else { return }
    waited += .now - since
    pausedSince = nil
    setTimeout(request.timeout + waited)
    // Calls back with what was refused, which may have to wait anew.
    unsafe curl_easy_pause(easy, CURLPAUSE_RECV_CONT)
  }

  /// libcurl looks at the option at each turn, so it holds for a transfer under way too.
  private func setTimeout(_ timeout: Duration) {
    // An option that was taken at the start is taken again.
    _ = unsafe newsloom_set_long(easy, CURLOPT_TIMEOUT_MS, Self.milliseconds(timeout))
  }

  /// Bytes that have arrived, before decoding: blocks of deflate may be empty and endless.
  fileprivate func allows(received: Int) -> Bool {
    self.received = received
    guard received > request.maxSize + (64 << 10) else { return true }
    fault = .bodyTooLarge
    return false
  }

  /// Whether a connection may be opened to an address.
  fileprivate func allows(_ address: [UInt8]) -> Bool {
    guard AddressGuard.isPrivate(address), !request.allowsPrivate else {
      if case .forbidden = fault { fault = nil }
      return true
    }
    fault = .forbidden(AddressGuard.text(address))
    return false
  }

  /// A line without the blanks at its end.
  private static func text(_ line: UnsafeRawBufferPointer) -> String {
    let end = unsafe line.lastIndex { $0 > 0x20 }.map { $0 + 1 } ?? 0
    return HeaderText.text(unsafe Array(line[..<end]))
  }
}

private func transfer(_ context: UnsafeMutableRawPointer?) -> Transfer? {
  unsafe context.map { unsafe Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
}

private let receiveBody: curl_write_callback = { bytes, size, count, context in
  let chunk = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
  // Anything but the length given back is an error, and so 0 would not be one for an empty chunk.
  return switch unsafe transfer(context)?.takeBody(chunk) {
  case .taken: chunk.count
  case .later: Int(CURL_WRITEFUNC_PAUSE)
  case .refused, nil: chunk.count + 1
  }
}

private let receiveHeader: curl_write_callback = { bytes, size, count, context in
  let line = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
  return unsafe transfer(context)?.takeHeader(line) == true ? line.count : line.count + 1
}

private let watchProgress: curl_xferinfo_callback = { context, _, received, _, _ in
  unsafe transfer(context)?.allows(received: Int(received)) == true ? 0 : 1
}

private let openSocket: curl_opensocket_callback = { context, _, address in
  guard let transfer = unsafe transfer(context), let address = unsafe address else {
    return CURL_SOCKET_BAD
  }
  var bytes = [UInt8](repeating: 0, count: 16)
  let length = unsafe newsloom_address(address, &bytes)
  guard transfer.allows(Array(bytes.prefix(Int(length)))) else { return CURL_SOCKET_BAD }
  // Children that the program starts must not inherit a connection.
  return unsafe socket(
    address.pointee.family, address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue),
    address.pointee.protocol)
}

extension TransferFault {
  /// What libcurl's code means. `hasHead`: whether an answer had begun.
  init(_ code: CURLcode, _ reason: String, hasHead: Bool) {
    self =
      switch code {
      case CURLE_COULDNT_RESOLVE_HOST: .noAddress
      case CURLE_COULDNT_RESOLVE_PROXY: .noProxyAddress
      case CURLE_COULDNT_CONNECT: .noConnection(reason)
      case CURLE_OPERATION_TIMEDOUT: .timedOut
      case CURLE_FILESIZE_EXCEEDED: .bodyTooLarge
      // How libcurl 7.88 says that one field is longer than 100 kB.
      case CURLE_OUT_OF_MEMORY where hasHead: .headerTooLarge
      case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR,
        CURLE_SSL_CERTPROBLEM, CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_PINNEDPUBKEYNOTMATCH:
        .certificate(reason)
      case CURLE_SSL_CONNECT_ERROR: .noSecureConnection(reason)
      case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY: .noHTTP
      case CURLE_GOT_NOTHING: .noAnswer
      case CURLE_BAD_CONTENT_ENCODING: .undecodable
      default: hasHead ? .brokeOff(reason) : .failed(reason)
      }
  }
}
