/// What came of asking one source for news.
package enum FetchOutcome: Hashable, Sendable {
  /// A whole body arrived.
  case fresh(FetchedDocument)
  /// As `fresh`, after redirects that are for good and change the address to ask next time.
  case moved(to: FeedAddress, FetchedDocument)
  /// 304 Not Modified.
  case unchanged(AnswerHead)
  /// 410 Gone: the source asks never to be asked again.
  case gone
  case failed(FetchFailure)
}

/// What a server's answer says beside its body.
package struct AnswerHead: Hashable, Sendable {
  package var status: Int
  package var validators: Validators
  /// How long the answer may be kept (max-age, else Expires less Date), not clamped; zero if it may
  /// not; nil if unsaid.
  package var freshFor: Duration?
  /// What `max-age` said by itself: a later 304 that says nothing of freshness inherits it.
  package var maxAge: Duration?
  /// Whether more is there to be asked for at once.
  package var hasMore = false
  /// What of the source could not be read though the rest could, one sentence; nil if nothing.
  package var trouble: String?

  package init(status: Int, validators: Validators, freshFor: Duration?) {
    self.status = status
    self.validators = validators
    self.freshFor = freshFor
  }
}

/// What a conditional request repeats, byte for byte as the server gave it (RFC 9110 section 8.8).
package struct Validators: Hashable, Sendable, Codable {
  package var etag: String?
  package var lastModified: String?

  package init(etag: String? = nil, lastModified: String? = nil) {
    self.etag = etag
    self.lastModified = lastModified
  }

  package static let none = Validators()
  package var isEmpty: Bool { etag == nil && lastModified == nil }
}

/// A body, decompressed, and what the transfer knew about it.
package struct FetchedDocument: Hashable, Sendable {
  package var body: [UInt8]
  /// The address the body came from, after all redirects: the base of its relative links.
  package var base: String
  /// The Content-Type field, whole; nil if there was none.
  package var contentType: String?
  package var head: AnswerHead
  /// The room its body takes up among all; nil for a small one, and for one that is not kept.
  package var hold: BodyHold?

  package init(body: [UInt8], base: String, contentType: String?, head: AnswerHead) {
    self.body = body
    self.base = base
    self.contentType = contentType
    self.head = head
  }
}

/// Why a source gave no news this time. An ordinary thing: it travels as a value.
package struct FetchFailure: Hashable, Sendable, Error {
  /// What sort of failure it was, on which the pace of polling depends.
  package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    /// An answer with a status that is neither success nor redirect.
    case refused
    /// No connection, no name, or a connection that broke.
    case unreachable
    case timedOut = "timed-out"
    /// A header or body larger than allowed.
    case tooLarge = "too-large"
    /// The address may not be reached: the guard for private networks, or a forbidden scheme.
    case forbidden
    /// Redirects in a loop, too many, or to somewhere that may not be followed.
    case redirected
    case certificate
    /// The body ended before its end.
    case cut
    /// A body arrived, but no feed.
    case unreadable
  }

  package var kind: Kind
  package var status: Int?
  /// One sentence for the reader, without a final stop, such as "no address for news.example".
  package var sentence: String
  /// The Retry-After of a 429 or 503, not clamped; nil if none or meaningless.
  package var retryAfter: Duration?

  package init(_ kind: Kind, _ sentence: String, status: Int? = nil, retryAfter: Duration? = nil) {
    self.kind = kind
    self.sentence = sentence
    self.status = status
    self.retryAfter = retryAfter
  }
}

/// One request and its answer, for telling what a fetch did.
package struct Exchange: Hashable, Sendable {
  package var url: String
  package var requestHeaders: [HTTPHeader]
  package var status: Int?
  package var responseHeaders: [HTTPHeader]
  /// Bytes of the body after decoding.
  package var bodyBytes: Int
  package var elapsed: Duration

  package init(
    url: String, requestHeaders: [HTTPHeader], status: Int?, responseHeaders: [HTTPHeader],
    bodyBytes: Int, elapsed: Duration
  ) {
    self.url = url
    self.requestHeaders = requestHeaders
    self.status = status
    self.responseHeaders = responseHeaders
    self.bodyBytes = bodyBytes
    self.elapsed = elapsed
  }
}

/// A fetch, told whole: its outcome and every request that led to it.
package struct FetchAnswer: Hashable, Sendable {
  package var outcome: FetchOutcome
  package var exchanges: [Exchange]

  package init(outcome: FetchOutcome, exchanges: [Exchange]) {
    self.outcome = outcome
    self.exchanges = exchanges
  }

  /// The status of the last answer, if any came.
  package var status: Int? { exchanges.last?.status }
}
