// Zstandard: caches compress what they hold.
#include <zstd.h>
