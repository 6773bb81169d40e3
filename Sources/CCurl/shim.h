#ifndef NEWSLOOM_CCURL_SHIM_H
#define NEWSLOOM_CCURL_SHIM_H

#include <curl/curl.h>
#include <libpsl.h>

#endif
