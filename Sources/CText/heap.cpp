#include <malloc.h>

#include "ctext.h"

void newsloom_use_one_heap(void) { mallopt(M_ARENA_MAX, 1); }
