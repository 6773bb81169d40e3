import Foundation
import Glibc
import NewsModel
import Synchronization

/// A program that is run to its end, its output heard line by line.
///
/// Not Foundation's `Process`: a child must have a process group of its own, so that a time limit ends
/// whatever it started too, must not inherit that SIGPIPE is ignored, and must have none of our files.
struct ChildProcess: Sendable {
  /// How it ended.
  enum End: Hashable, Sendable {
    case exited(Int32)
    case killed(signal: Int32)
    case tookTooLong
    /// The task that ran it was cancelled.
    case stopped
  }

  /// Why it did not begin, in the system's words.
  struct StartFailure: Error, CustomStringConvertible {
    let description: String
  }

  /// The program, looked for on the path where its name has no slash, and its arguments.
  let words: [String]
  var timeLimit: Duration = .seconds(600)
  /// How long it may take to end when it is told to, before it is made to.
  var grace: Duration = .seconds(2)

  private static let longestLine = 500
  /// More lines are only counted.
  private static let mostLines = 200
  /// What is meant for us alone.
  private static let ownVariables: Set<String> = [
    "NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID", "LISTEN_FDS", "LISTEN_PID",
  ]

  /// Runs it and hears what it writes to standard output and standard error. When the task is
  /// cancelled it is told to end, and soon made to.
  func run(hearing hear: @escaping @Sendable (String) -> Void) async throws(StartFailure) -> End {
    let (process, output) = try start()
    let isStopped = Flag()
    return await withTaskCancellationHandler {
      await withCheckedContinuation { reply in
        // A thread of its own: waiting for a child must not hold one that other tasks need.
        Thread.detachNewThread {
          reply.resume(returning: follow(process, output, isStopped, hear))
        }
      }
    } onCancel: {
      isStopped.raise()
    }
  }

  /// Set once, from anywhere.
  private final class Flag: Sendable {
    private let value = Atomic(false)
    func raise() { value.store(true, ordering: .relaxed) }
    var isRaised: Bool { value.load(ordering: .relaxed) }
  }

  // MARK: Beginning

  private func start() throws(StartFailure) -> (process: pid_t, output: Int32) {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { throw Self.failure(errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(ends[1]) }
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    unsafe posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
    unsafe posix_spawn_file_actions_adddup2(&actions, ends[1], 2)
    for descriptor in Self.openDescriptors where descriptor > 2 {
      unsafe posix_spawn_file_actions_addclose(&actions, descriptor)
    }
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
    unsafe posix_spawnattr_setflags(&attributes, Int16(flags))
    unsafe posix_spawnattr_setpgroup(&attributes, 0)
    var signals = sigset_t()
    unsafe sigfillset(&signals)
    unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
    unsafe sigemptyset(&signals)
    unsafe posix_spawnattr_setsigmask(&attributes, &signals)
    let environment = ProcessInfo.processInfo.environment
      .filter { !Self.ownVariables.contains($0.key) }.map { "\($0.key)=\($0.value)" }
    var process: pid_t = 0
    let code = unsafe Self.withCStrings(words) { arguments -> Int32 in
      unsafe Self.withCStrings(environment) { variables -> Int32 in
        guard let program = unsafe arguments[0] else { return EINVAL }
        return unsafe posix_spawnp(
          &process, program, &actions, &attributes, arguments, variables)
      }
    }
    guard code == 0 else {
      close(ends[0])
      throw Self.failure(code)
    }
    return (process, ends[0])
  }

  private static func failure(_ code: Int32) -> StartFailure {
    StartFailure(description: unsafe String(cString: strerror(code)))
  }

  /// Ours, of which some libraries' would pass to a child. One that is gone by then does no harm.
  private static var openDescriptors: [Int32] {
    // Without /proc there is no list, and a child sees what those libraries left open.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
    return names.compactMap { Int32($0) }
  }

  /// Lends the strings as C has them: an array of pointers that a null pointer ends.
  private static func withCStrings<Value>(
    _ strings: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Value
  ) -> Value {
    var pointers = unsafe strings.map { unsafe strdup($0) } + [nil]
    defer { unsafe pointers.forEach { unsafe free($0) } }
    return unsafe pointers.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress else { preconditionFailure("it ends with nil") }
      return unsafe body(start)
    }
  }

  // MARK: Following

  private func follow(
    _ process: pid_t, _ output: Int32, _ isStopped: Flag, _ hear: (String) -> Void
  ) -> End {
    defer { close(output) }
    let begun = ContinuousClock.now
    var lines = Lines()
    var cause: End?
    var toldAt = ContinuousClock.now
    while true {
      for line in lines.read(output, upTo: .milliseconds(50)) { hear(line) }
      var status: Int32 = 0
      // What it left running in the background may hold the pipe open; that is not waited for.
      if unsafe waitpid(process, &status, WNOHANG) != 0 {
        for line in lines.read(output, upTo: .zero) + lines.rest() { hear(line) }
        // Nothing of its group is left behind by a limit or a stop.
        if cause != nil { kill(-process, SIGKILL) }
        return cause ?? Self.end(status)
      }
      if cause != nil {
        if .now - toldAt > grace { kill(-process, SIGKILL) }
        continue
      }
      cause = isStopped.isRaised ? .stopped : .now - begun > timeLimit ? .tookTooLong : nil
      guard cause != nil else { continue }
      toldAt = .now
      kill(-process, SIGTERM)
    }
  }

  private static func end(_ status: Int32) -> End {
    status & 0x7F == 0 ? .exited(status >> 8 & 0xFF) : .killed(signal: status & 0x7F)
  }

  /// What comes through the pipe, cut into lines.
  private struct Lines {
    private var pending: [UInt8] = []
    private var told = 0
    private var untold = 0
    private var hasEnded = false

    /// The lines that come within a time. Waits that long where nothing comes at all.
    mutating func read(_ pipe: Int32, upTo time: Duration) -> [String] {
      var lines: [String] = []
      var wait = Int32(time.timeInterval * 1000)
      guard !hasEnded else {
        usleep(useconds_t(wait * 1000))
        return []
      }
      while true {
        var waited = pollfd(fd: pipe, events: Int16(POLLIN), revents: 0)
        guard unsafe poll(&waited, 1, wait) > 0 else { return lines }
        wait = 0
        var buffer = [UInt8](repeating: 0, count: 1 << 14)
        let count = unsafe buffer.withUnsafeMutableBytes {
          unsafe Glibc.read(pipe, $0.baseAddress, $0.count)
        }
        guard count > 0 else {
          hasEnded = true
          return lines
        }
        pending += buffer[..<count]
        while let end = pending.firstIndex(of: 10) {
          take(pending[..<end], into: &lines)
          pending.removeFirst(end + 1)
        }
        // A line without end is cut; the rest of it counts as another.
        if pending.count > 1 << 14 {
          take(pending[...], into: &lines)
          pending = []
        }
        // A program that never stops writing must be looked at between its lines.
        if lines.count > 1000 { return lines }
      }
    }

    /// The last line, where nothing ended it, and how many were not told.
    mutating func rest() -> [String] {
      var lines: [String] = []
      if !pending.isEmpty { take(pending[...], into: &lines) }
      if untold > 0 { lines.append("(\(untold) more lines)") }
      return lines
    }

    private mutating func take(_ bytes: ArraySlice<UInt8>, into lines: inout [String]) {
      let line = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespaces)
      guard !line.isEmpty, line != "\r" else { return }
      guard told < mostLines else {
        untold += 1
        return
      }
      told += 1
      lines.append(
        line.count > longestLine ? line.prefix(longestLine) + "…" : line)
    }
  }
}
