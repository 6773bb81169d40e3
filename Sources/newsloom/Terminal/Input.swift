import Glibc

/// Reading whole files, with an error that says which and why.
enum Input {
  /// The bytes of a file, or its first so many; "-" is standard input.
  static func bytes(_ path: String, atMost limit: Int = .max) throws -> [UInt8] {
    let isStandard = path == "-"
    let descriptor = isStandard ? STDIN_FILENO : unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw InputError(path: path, code: errno) }
    defer { if !isStandard { close(descriptor) } }
    var bytes: [UInt8] = []
    // One more than a file's size, so that the call that finds the end finds room; no more than
    // a sparse file could make up.
    var status = stat()
    if unsafe fstat(descriptor, &status) == 0 {
      bytes.reserveCapacity(min(Int(status.st_size) + 1, limit, 1 << 26))
    }
    while bytes.count < limit {
      let spare = bytes.capacity - bytes.count
      let room = min(spare > 0 ? spare : max(1 << 16, bytes.count), limit - bytes.count)
      var got = 0
      bytes.append(addingCapacity: room) { out in
        unsafe out.withUnsafeMutableBufferPointer { buffer, count in
          got = unsafe read(descriptor, buffer.baseAddress.map { unsafe $0 + count }, room)
          count += max(got, 0)
        }
      }
      if got == 0 { break }
      guard got > 0 || errno == EINTR else { throw InputError(path: path, code: errno) }
    }
    return bytes
  }
}

/// A file that cannot be read.
struct InputError: Error {
  var path: String
  var code: Int32

  var sentence: String {
    switch code {
    case ENOENT: "there is no such file"
    case EACCES: "permission denied"
    case EISDIR: "it is a directory"
    default: unsafe String(cString: strerror(code))
    }
  }
}
