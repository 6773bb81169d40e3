import CCurl
import Foundation

/// The multi handle and the transfers it has under way. Used by one thread, which also makes it.
@safe
final class TransferDesk {
  private struct Entry {
    var transfer: Transfer
    var reply: CheckedContinuation<TransferResult, Never>
  }

  private let multi: UnsafeMutableRawPointer?
  private var entries: [UInt64: Entry] = [:]
  /// Which transfer a handle belongs to, by the handle's address.
  private var owners: [UInt: UInt64] = [:]
  private var looked = ContinuousClock.now

  /// Whether libcurl is initialised, which happens once for the process. SIGPIPE is ignored from
  /// then on, since OpenSSL writes to sockets without asking that it be not raised.
  static let isReady: Bool = {
    signal(SIGPIPE, SIG_IGN)
    return curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
  }()

  /// A descriptor that wakes the wait once something is written to it; nil if there is none left.
  static func makeBell() -> Int32? {
    let bell = newsloom_bell()
    return bell < 0 ? nil : bell
  }

  init() {
    unsafe multi = unsafe curl_multi_init()
    unsafe newsloom_multi_set_long(multi, CURLMOPT_MAXCONNECTS, 64)
    unsafe newsloom_multi_set_long(multi, CURLMOPT_PIPELINING, Int(CURLPIPE_MULTIPLEX))
  }

  /// Whether nothing is under way.
  var isIdle: Bool { entries.isEmpty }

  /// Takes a request up; its end is told to `reply`.
  func begin(
    _ id: UInt64, _ request: TransferRequest, reply: CheckedContinuation<TransferResult, Never>
  ) {
    do {
      let transfer = try Transfer(request)
      let code = unsafe curl_multi_add_handle(multi, transfer.handle)
      guard code == CURLM_OK else {
        reply.resume(returning: Self.failed(CURLE_FAILED_INIT))
        return
      }
      entries[id] = Entry(transfer: transfer, reply: reply)
      owners[unsafe UInt(bitPattern: transfer.handle)] = id
    } catch {
      reply.resume(returning: Self.failed(error.code))
    }
  }

  /// Ends a transfer before its time, if it is still under way.
  func end(_ id: UInt64) {
    settle(id, nil)
  }

  func endAll() {
    for id in Array(entries.keys) { settle(id, nil) }
  }

  /// Does what can be done, then waits until more can or the bell rings, at most a while.
  func advance(until bell: Int32) {
    var running: Int32 = 0
    unsafe curl_multi_perform(multi, &running)
    var left: Int32 = 0
    while let message = unsafe curl_multi_info_read(multi, &left) {
      guard unsafe message.pointee.msg == CURLMSG_DONE,
        let id = unsafe owners[UInt(bitPattern: message.pointee.easy_handle)]
      else { continue }
      settle(id, unsafe message.pointee.data.result)
    }
    var watched = curl_waitfd(fd: bell, events: Int16(CURL_WAIT_POLLIN), revents: 0)
    unsafe curl_multi_poll(multi, &watched, 1, entries.isEmpty ? 60_000 : 100, nil)
    var rings: UInt64 = 0
    // Nothing to read means that something else woke us.
    _ = unsafe read(bell, &rings, 8)
    lookAround()
  }

  /// Finds out who is long in coming, and whether there is room for who waits, ten times a second.
  private func lookAround() {
    let now = ContinuousClock.now
    guard now - looked > .milliseconds(90) else { return }
    looked = now
    for (id, entry) in entries where entry.transfer.look(at: now) { settle(id, nil) }
    for (_, entry) in entries.sorted(by: { $0.key < $1.key }) { entry.transfer.resume() }
  }

  /// Closes all connections. Nothing may be under way.
  func close() {
    unsafe curl_multi_cleanup(multi)
  }

  private func settle(_ id: UInt64, _ code: CURLcode?) {
    guard let entry = entries.removeValue(forKey: id) else { return }
    owners.removeValue(forKey: unsafe UInt(bitPattern: entry.transfer.handle))
    let result = entry.transfer.finish(code)
    // Taken out before it is cleaned up, which is when its last owner lets go.
    withExtendedLifetime(entry.transfer) {
      _ = unsafe curl_multi_remove_handle(multi, entry.transfer.handle)
    }
    entry.reply.resume(returning: result)
  }

  private static func failed(_ code: CURLcode) -> TransferResult {
    TransferResult(fault: .failed(unsafe String(cString: curl_easy_strerror(code))))
  }
}
