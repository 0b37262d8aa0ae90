// PCRE2 over bytes: key names are bytes, not text.
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
