import CText

/// The process's memory. It is here because the room that has most of it has the C to set it with.
package enum Heap {
  /// Has all threads take memory from one heap; to be called before there are threads. glibc gives each
  /// its own, and what one frees is of no use to another: a pass over 10,000 sources took an eighth more
  /// memory for it, and no less time.
  package static func useOne() { newsloom_use_one_heap() }
}
