import Configuring
import Foundation
import NewsModel
import Polling

extension FetchSettings {
  /// What feeds.conf says about fetching, and who newsloom says it is. `listedHosts` are those that
  /// the operator wrote.
  init(_ settings: Settings, listedHosts: Set<String>, state: String) {
    self.init()
    atOnce = settings.atOnce
    perSite = settings.perSite
    spacing = settings.spacing
    userAgent = "newsloom/\(Newsloom.version) (+\(settings.contact ?? Newsloom.home))"
    switch settings.privateNetworks {
    case .listed: privateNetworks = .listed
    case .yes: privateNetworks = .yes
    case .no: privateNetworks = .no
    }
    self.listedHosts = listedHosts
    certificates = ProcessInfo.processInfo.environment["SSL_CERT_FILE"]
    credential = { try Premises.credential(named: $0, state: state) }
  }
}
