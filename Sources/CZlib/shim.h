// zlib: exports of managed services arrive gzipped.
#include <zlib.h>
