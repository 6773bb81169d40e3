import Foundation

/// What libFuzzer calls: once at the start, then with one input after the other, for the target that
/// NEWSLOOM_FUZZ names. `fuzz.sh` beside this file builds, seeds, runs and sums up.
enum FuzzTarget: String, CaseIterable {
  case document, html, date, link, configuration

  /// The target that was asked for. One program has all five, since it takes minutes to build.
  static let chosen =
    ProcessInfo.processInfo.environment["NEWSLOOM_FUZZ"]
    .flatMap(FuzzTarget.init) ?? .document

  /// Reads the input as the target does, and ends the process where a promise is broken.
  func read(_ input: [UInt8]) {
    switch self {
    case .document: DocumentFuzzing.read(input)
    case .html: HTMLFuzzing.read(input)
    case .date: DateFuzzing.read(input)
    case .link: LinkFuzzing.read(input)
    case .configuration: ConfigurationFuzzing.read(input)
    }
  }
}

/// With NEWSLOOM_FUZZ_SEEDS the process only writes seeds, from the files named on its standard
/// input into that folder.
@c(LLVMFuzzerInitialize)
func fuzzingBegins(_ count: UnsafeMutableRawPointer?, _ words: UnsafeMutableRawPointer?) -> CInt {
  if let folder = ProcessInfo.processInfo.environment["NEWSLOOM_FUZZ_SEEDS"] {
    Seeds.write(for: FuzzTarget.chosen, to: folder)
    exit(0)
  }
  return 0
}

@c(LLVMFuzzerTestOneInput)
func fuzzOne(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  FuzzTarget.chosen.read(unsafe Array(UnsafeBufferPointer(start: bytes, count: count)))
  return 0
}

/// Ends the process, which libFuzzer takes for a crash, where something does not hold.
func promise(_ holds: Bool, _ sentence: String, _ seen: @autoclosure () -> String = "") {
  guard !holds else { return }
  // `try?`: the crash itself tells enough.
  try? FileHandle.standardError.write(
    contentsOf: Data("broken promise: \(sentence): \(seen().debugDescription)\n".utf8))
  abort()
}
