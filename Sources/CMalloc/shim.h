// glibc: how malloc gives memory back.
#include <malloc.h>
