import CCurl

/// A body of gzip in several members (RFC 1952 section 2.2), of which libcurl reads the first alone.
struct GzipMembers {
  /// What came over the wire.
  let bytes: [UInt8]

  /// How many bytes they hold together, not counted on beyond `most`; nil if they are not gzip to the
  /// very end.
  func size(atMost most: Int) -> Int? {
    var size = 0
    let isWhole = inflate { piece in
      size += piece.count
      return size <= most
    }
    return isWhole || size > most ? size : nil
  }

  /// What they hold together, of which the size has been looked at.
  func body(of size: Int) -> [UInt8] {
    var body: [UInt8] = []
    body.reserveCapacity(size)
    inflate { piece in
      body += piece
      return true
    }
    return body
  }

  /// Gives what the members hold, piece by piece, for as long as `take` says so. Returns whether that
  /// came to the end of the last.
  @discardableResult
  private func inflate(_ take: (ArraySlice<UInt8>) -> Bool) -> Bool {
    // zlib keeps the address of the stream, so it sits on the heap.
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    defer { unsafe stream.deallocate() }
    guard unsafe newsloom_gunzip(stream) == Z_OK else { return false }
    defer { unsafe inflateEnd(stream) }
    var room = [UInt8](repeating: 0, count: 64 << 10)
    // Copied, since zlib takes it for memory that could be written to.
    var input = bytes
    return unsafe input.withUnsafeMutableBufferPointer { input in
      guard let count = UInt32(exactly: input.count) else { return false }
      unsafe stream.pointee.next_in = input.baseAddress
      unsafe stream.pointee.avail_in = count
      while true {
        let (code, taken) = unsafe room.withUnsafeMutableBufferPointer { room in
          unsafe stream.pointee.next_out = room.baseAddress
          unsafe stream.pointee.avail_out = UInt32(room.count)
          let code = unsafe CCurl.inflate(stream, Z_NO_FLUSH)
          return unsafe (code, room.count - Int(stream.pointee.avail_out))
        }
        guard take(room[..<taken]) else { return false }
        switch code {
        case Z_OK: break
        case Z_STREAM_END where unsafe stream.pointee.avail_in == 0: return true
        case Z_STREAM_END: guard unsafe inflateReset(stream) == Z_OK else { return false }
        // Also when a member breaks off.
        default: return false
        }
      }
    }
  }
}
