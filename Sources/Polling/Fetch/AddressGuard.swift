import Foundation

/// Which addresses may be reached. It is asked about each address after the name has been resolved
/// and before anything is sent, so that no spelling and no name server gets round it.
struct AddressGuard: Hashable, Sendable {
  let privateNetworks: PrivateNetworks
  let listedHosts: Set<String>

  /// Whether connections for `host` may go to private addresses.
  func allowsPrivate(host: String) -> Bool {
    switch privateNetworks {
    case .yes: true
    case .no: false
    case .listed: listedHosts.contains(host)
    }
  }

  /// Whether an IPv4 (4 bytes) or IPv6 (16 bytes, network order) address is not one of the public
  /// internet (IANA's special-purpose registries; RFC 6890). Of any other length: yes.
  static func isPrivate(_ address: [UInt8]) -> Bool {
    switch address.count {
    case 4: isPrivate4(address)
    case 16: isPrivate6(address)
    default: true
    }
  }

  /// The address of a host that is written as one, in any spelling the system's resolver accepts;
  /// nil for a name. Behind a proxy this is all that can be known.
  static func literal(_ host: String) -> [UInt8]? {
    let bare = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
    var four = in_addr()
    if unsafe inet_aton(bare, &four) != 0 {
      return unsafe withUnsafeBytes(of: four) { unsafe Array($0) }
    }
    var six = in6_addr()
    if unsafe inet_pton(AF_INET6, String(bare.prefix { $0 != "%" }), &six) == 1 {
      return unsafe withUnsafeBytes(of: six) { unsafe Array($0) }
    }
    return nil
  }

  /// Whether a name is one of this machine's or its local network's: of one label, or below a domain
  /// that nobody can register (RFC 6761, 6762, 8375; ICANN's `internal`).
  static func isLocalName(_ host: String) -> Bool {
    let labels = host.split(separator: ".")
    return labels.count < 2 || ["localhost", "local", "internal"].contains(labels.last)
      || labels.suffix(2) == ["home", "arpa"]
  }

  /// An address as people write it.
  static func text(_ address: [UInt8]) -> String {
    guard address.count == 16 else { return address.map(String.init).joined(separator: ".") }
    return stride(from: 0, to: 16, by: 2).map { at in
      String(UInt16(address[at]) << 8 | UInt16(address[at + 1]), radix: 16)
    }.joined(separator: ":")
  }

  private static func isPrivate4(_ a: [UInt8]) -> Bool {
    switch (a[0], a[1], a[2]) {
    case (0, _, _), (10, _, _), (127, _, _), (224..., _, _), (169, 254, _), (192, 168, _): true
    case (100, 64...127, _), (172, 16...31, _), (198, 18...19, _), (192, 0, 0): true
    case (192, 0, 2), (198, 51, 100), (203, 0, 113), (192, 88, 99): true
    default: false
    }
  }

  private static func isPrivate6(_ a: [UInt8]) -> Bool {
    let start = Array(a[..<12])
    let zeros = [UInt8](repeating: 0, count: 10)
    // IPv4 in other clothes: compatible, mapped, NAT64; 6to4 carries it in the front. ::1 is among the
    // compatible ones as 0.0.0.1.
    if start == zeros + [0, 0] || start == zeros + [255, 255]
      || start == [0, 0x64, 0xFF, 0x9B] + zeros.dropLast(2)
    {
      return isPrivate4(Array(a[12...]))
    }
    if a[0] == 0x20, a[1] == 0x02 { return isPrivate4(Array(a[2..<6])) }
    // Only 2000::/3 is given out; of it not Teredo, ORCHID, benchmarks and documentation.
    guard a[0] & 0xE0 == 0x20 else { return true }
    if a[0] == 0x20, a[1] == 0x01 { return a[2] < 0x02 || (a[2] == 0x0D && a[3] == 0xB8) }
    return a[0] == 0x3F && a[1] == 0xFF
  }
}
