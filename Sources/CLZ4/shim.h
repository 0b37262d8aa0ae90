// LZ4 frames: caches compress what they hold.
#include <lz4frame.h>
