#include <cstdio>  // cld2's header uses FILE without including it

#include <cld2/public/compact_lang_det.h>

#include "ctext.h"

const char *newsloom_detect_language(const char *text, int length, int *is_reliable) {
  bool reliable = false;
  CLD2::Language language = CLD2::DetectLanguage(text, length, true, &reliable);
  *is_reliable = reliable ? 1 : 0;
  return CLD2::LanguageCode(language);
}
