#ifndef NEWSLOOM_CTEXT_H
#define NEWSLOOM_CTEXT_H

#include <libstemmer.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The ISO 639 code of the language that `length` bytes of UTF-8 plain text are most likely in, or
/// "un" when cld2 does not know. `is_reliable` is set to 1 when cld2 is sure, else to 0. The string
/// is static: never freed, never changed.
const char *newsloom_detect_language(const char *text, int length, int *is_reliable);

/// Has all threads of the process take memory from one heap. To be called before there are threads.
void newsloom_use_one_heap(void);

/// Has memory fetch so many lines of 64 bytes, so that they are at hand when they are read. Reads
/// nothing and changes nothing: an address where nothing is does no harm.
static inline void newsloom_fetch(uintptr_t address, int lines) {
  for (int line = 0; line < lines; line += 1) {
    __builtin_prefetch((const char *)address + 64 * line);
  }
}

#ifdef __cplusplus
}
#endif

#endif
