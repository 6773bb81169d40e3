#ifndef NEWSLOOM_CCURL_SHIM_H
#define NEWSLOOM_CCURL_SHIM_H

// The type checks of curl's own macros are of no use where each option has a typed function here.
#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>
#include <libpsl.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/eventfd.h>
#include <zlib.h>

// curl_easy_setopt, curl_multi_setopt and curl_easy_getinfo are variadic, which Swift cannot call.

static inline CURLcode newsloom_set_long(CURL *easy, CURLoption option, long value) {
  return curl_easy_setopt(easy, option, value);
}

static inline CURLcode newsloom_set_size(CURL *easy, CURLoption option, curl_off_t value) {
  return curl_easy_setopt(easy, option, value);
}

static inline CURLcode newsloom_set_text(CURL *easy, CURLoption option, const char *value) {
  return curl_easy_setopt(easy, option, value);
}

static inline CURLcode newsloom_set_list(CURL *easy, CURLoption option, struct curl_slist *value) {
  return curl_easy_setopt(easy, option, value);
}

static inline CURLcode newsloom_set_buffer(CURL *easy, CURLoption option, void *value) {
  return curl_easy_setopt(easy, option, value);
}

/// Sets the four functions that a transfer is watched with; each is given `context`.
static inline CURLcode newsloom_set_callbacks(
    CURL *easy, curl_write_callback body, curl_write_callback header,
    curl_xferinfo_callback progress, curl_opensocket_callback open, void *context) {
  CURLcode result = curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, body);
  if (!result) result = curl_easy_setopt(easy, CURLOPT_WRITEDATA, context);
  if (!result) result = curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, header);
  if (!result) result = curl_easy_setopt(easy, CURLOPT_HEADERDATA, context);
  if (!result) result = curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, progress);
  if (!result) result = curl_easy_setopt(easy, CURLOPT_XFERINFODATA, context);
  if (!result) result = curl_easy_setopt(easy, CURLOPT_NOPROGRESS, 0L);
  if (!result) result = curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open);
  if (!result) result = curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, context);
  return result;
}

static inline CURLMcode newsloom_multi_set_long(CURLM *multi, CURLMoption option, long value) {
  return curl_multi_setopt(multi, option, value);
}

static inline CURLcode newsloom_get_long(CURL *easy, CURLINFO info, long *value) {
  return curl_easy_getinfo(easy, info, value);
}

static inline CURLcode newsloom_get_size(CURL *easy, CURLINFO info, curl_off_t *value) {
  return curl_easy_getinfo(easy, info, value);
}

static inline CURLcode newsloom_get_text(CURL *easy, CURLINFO info, const char **value) {
  return curl_easy_getinfo(easy, info, value);
}

/// Copies the IP address that is about to be connected to; returns its length, 4 or 16, or 0 if it
/// is of another family.
static inline int newsloom_address(const struct curl_sockaddr *address, unsigned char bytes[16]) {
  if (address->family == AF_INET) {
    memcpy(bytes, &((const struct sockaddr_in *)&address->addr)->sin_addr, 4);
    return 4;
  }
  if (address->family == AF_INET6) {
    memcpy(bytes, &((const struct sockaddr_in6 *)&address->addr)->sin6_addr, 16);
    return 16;
  }
  return 0;
}

/// Makes ready to read gzip, one member after the other. The stream must be zeros.
static inline int newsloom_gunzip(z_stream *stream) { return inflateInit2(stream, 15 + 16); }

/// A descriptor that wakes a poll; -1 if there is none to be had.
static inline int newsloom_bell(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

#endif
