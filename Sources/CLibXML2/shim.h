#ifndef NEWSLOOM_CLIBXML2_SHIM_H
#define NEWSLOOM_CLIBXML2_SHIM_H

// Debian builds libxml2 with ICU, and <libxml/encoding.h> then pulls in ICU's headers, which clash
// with the ICU inside Foundation. Nothing of ours needs them.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/SAX2.h>
#include <libxml/xmlerror.h>
#include <libxml/dict.h>

#endif
