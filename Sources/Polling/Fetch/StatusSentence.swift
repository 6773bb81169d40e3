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
