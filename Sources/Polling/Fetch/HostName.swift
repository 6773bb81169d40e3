import Foundation

/// Host names in the letters of the name system.
///
/// libcurl would convert them too, but by the locale, which is C under systemd.
enum HostName {
  /// The name in lower case with A-labels (RFC 5890); nil if it holds what no name can.
  static func ascii(_ written: Substring) -> String? {
    // Nearly every name is in its final form, and Foundation takes 15 µs to find that out.
    if written.utf8.allSatisfy(isFinal) { return String(written) }
    guard let decoded = written.removingPercentEncoding else { return nil }
    let isPlain = decoded.utf8.allSatisfy { $0 < 0x80 }
    let folded =
      isPlain
      ? decoded.lowercased() : decoded.precomposedStringWithCompatibilityMapping.lowercased()
    let labels = folded.split(
      omittingEmptySubsequences: false, whereSeparator: { ".\u{3002}\u{FF61}".contains($0) })
    var ascii: [String] = []
    for label in labels {
      if label.utf8.allSatisfy({ $0 < 0x80 }) {
        ascii.append(String(label))
      } else {
        ascii.append("xn--" + punycode(Array(label.unicodeScalars).map(\.value)))
      }
    }
    let host = ascii.joined(separator: ".")
    let isClean = host.utf8.allSatisfy { byte in
      byte > 0x20 && byte < 0x7F && !"/?#@\\\"<>^`{|}%".utf8.contains(byte)
    }
    return isClean ? host : nil
  }

  private static func isFinal(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "-"), UInt8(ascii: "."):
      true
    default: false
    }
  }

  /// RFC 3492 section 6.3.
  private static func punycode(_ label: [UInt32]) -> String {
    var output = label.filter { $0 < 0x80 }.map { UInt8($0) }
    let basic = output.count
    if basic > 0 { output.append(UInt8(ascii: "-")) }
    var n: UInt32 = 128
    var delta = 0
    var bias = 72
    var done = basic
    while done < label.count, let next = label.filter({ $0 >= n }).min() {
      delta += Int(next - n) * (done + 1)
      n = next
      for scalar in label {
        if scalar < n { delta += 1 }
        guard scalar == n else { continue }
        var q = delta
        var k = 36
        while true {
          let t = k <= bias ? 1 : (k >= bias + 26 ? 26 : k - bias)
          if q < t { break }
          output.append(digit(t + (q - t) % (36 - t)))
          q = (q - t) / (36 - t)
          k += 36
        }
        output.append(digit(q))
        bias = adapted(delta, points: done + 1, isFirst: done == basic)
        delta = 0
        done += 1
      }
      delta += 1
      n += 1
    }
    return String(decoding: output, as: UTF8.self)
  }

  private static func digit(_ value: Int) -> UInt8 {
    UInt8(value < 26 ? 97 + value : 22 + value)
  }

  private static func adapted(_ delta: Int, points: Int, isFirst: Bool) -> Int {
    var delta = isFirst ? delta / 700 : delta / 2
    delta += delta / points
    var k = 0
    while delta > 455 {
      delta /= 35
      k += 36
    }
    return k + 36 * delta / (delta + 38)
  }
}
