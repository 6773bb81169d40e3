extension CanonicalLink {
  /// What two addresses share that lead to the same page: a key to compare, not an address to ask.
  ///
  /// http and https count as one, as do the letter case of the host, a default port, dot segments
  /// and spellings of the same percent-encoding. Parameters that only tell the publisher where a
  /// reader came from are left out, and so is the fragment.
  static func canonical(_ url: String) -> String {
    // Without the fragment first, since what shows nothing may stand before it.
    let page = Array(url.utf8.prefix { $0 != UInt8(ascii: "#") })
    guard let (bytes, isAbsolute) = repair(page, allowing: .anyHarmless), isAbsolute
    else { return url }
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), bytes.count > colon + 3,
      bytes[colon + 1] == 0x2f, bytes[colon + 2] == 0x2f
    else { return String(decoding: bytes, as: UTF8.self) }
    let scheme = String(decoding: bytes[..<colon], as: UTF8.self)
    let isWeb = scheme == "http" || scheme == "https"
    let rest = bytes[(colon + 3)...]
    let authority = rest.prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") }
    let tail = rest.dropFirst(authority.count)
    let path = tail.prefix { $0 != UInt8(ascii: "?") }
    var out = Array((isWeb ? "https" : scheme).utf8) + Array("://".utf8)
    out += canonicalAuthority(authority, isWeb: isWeb)
    out += LinkBase.withoutDots(path.isEmpty ? [0x2f] : normalised(path))
    let query = canonicalQuery(tail.dropFirst(path.count + 1))
    if !query.isEmpty { out += [UInt8(ascii: "?")] + query }
    return String(decoding: out, as: UTF8.self)
  }

  private static func canonicalAuthority(
    _ authority: ArraySlice<UInt8>, isWeb: Bool
  ) -> [UInt8] {
    let host = authority.lastIndex(of: UInt8(ascii: "@")).map { authority[($0 + 1)...] }
    var name = (host ?? authority).map(\.asciiLowercased)
    if isWeb {
      for port in [":443", ":80", ":"] where name.suffix(port.utf8.count).elementsEqual(port.utf8) {
        name.removeLast(port.utf8.count)
        break
      }
    }
    // The root's dot: "example.com." is "example.com" to everyone but DNS.
    while name.count > 1, name.last == UInt8(ascii: ".") { name.removeLast() }
    return name
  }

  private static func canonicalQuery(_ query: ArraySlice<UInt8>) -> [UInt8] {
    let kept = query.split(separator: UInt8(ascii: "&")).map(normalised).filter { parameter in
      let name = parameter.prefix { $0 != UInt8(ascii: "=") }
      return !isTracking(String(decoding: name, as: UTF8.self).lowercased())
    }
    return Array(kept.joined(separator: [UInt8(ascii: "&")]))
  }

  /// Escapes in capitals, none for characters that need none, all others escaped (RFC 3986,
  /// section 6.2.2).
  private static func normalised(_ part: ArraySlice<UInt8>) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(part.count)
    var at = part.startIndex
    while at < part.endIndex {
      let byte = part[at]
      if byte == UInt8(ascii: "%"), at + 2 < part.endIndex,
        let high = part[at + 1].hexDigit, let low = part[at + 2].hexDigit
      {
        let value = high << 4 | low
        if isUnreserved(value) { out.append(value) } else { out.append(percentEncoded: value) }
        at += 3
        continue
      }
      // A "%" that begins no escape becomes one itself, so that "%7%41" does not turn into "%7A".
      if byte >= 0x80 || byte == UInt8(ascii: "%") {
        out.append(percentEncoded: byte)
      } else {
        out.append(byte)
      }
      at += 1
    }
    return out
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    byte.isASCIILetter || byte.isASCIIDigit || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "~")
  }

  static func isTracking(_ name: String) -> Bool {
    trackingNames.contains(name) || trackingBeginnings.contains { name.hasPrefix($0) }
  }

  /// Names that have one known use: telling campaigns, mailings and shares apart.
  private static let trackingNames: Set<String> = [
    "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "twclid", "ttclid",
    "yclid", "ysclid", "igshid", "igsh", "li_fat_id", "mc_cid", "mc_eid", "mkt_tok", "vero_id",
    "vero_conv", "_hsenc", "_hsmi", "__hssc", "__hstc", "__hsfp", "hsctatracking", "oly_anon_id",
    "oly_enc_id", "wickedid", "rb_clickid", "s_cid", "epik", "ref_src", "ref_url", "cmpid",
    "ns_campaign", "ns_mchannel", "ns_source", "ns_linkname", "ns_fee", "at_medium",
    "at_campaign", "at_link_id", "at_link_type", "at_link_origin", "at_format", "at_ptr_name",
    "at_bbc_team", "at_campaign_type", "at_custom1", "at_custom2", "at_custom3", "at_custom4",
    "smid", "taid", "partner_source", "ocid", "xtor", "wt_mc", "wt.mc_id", "wt_zmc", "ito",
    "guccounter", "guce_referrer", "guce_referrer_sig", "spm", "feature_source", "traffic_source",
  ]

  private static let trackingBeginnings = [
    "utm_", "pk_", "mtm_", "matomo_", "piwik_", "hsa_", "itm_", "stm_", "wt_mc", "ga_",
  ]
}
