// glibc 2.28 and later: a rename that takes no other file's place. Its own header shows it to GNU programs only.
extern int renameat2(int from_directory, const char *from, int to_directory, const char *to, unsigned int flags);

enum { RENAME_WITHOUT_REPLACING = 1 };
