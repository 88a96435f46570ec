/* SPDX-License-Identifier: MIT */
/* Strings and blocks of memory. Nothing here allocates or sleeps: any context. */
#ifndef _LINUX_STRING_H
#define _LINUX_STRING_H

#include <linux/compiler.h>
#include <linux/errno.h>
#include <linux/stdarg.h>
#include <linux/types.h>
#include <quarry/libc_names.h>

void *memcpy(void *dst, const void *src, size_t n);
void *memmove(void *dst, const void *src, size_t n);
void *memset(void *dst, int c, size_t n);
int memcmp(const void *a, const void *b, size_t n);
void *memchr(const void *s, int c, size_t n);
void *memchr_inv(const void *start, int c, size_t bytes);
void *memscan(void *addr, int c, size_t size);
void *memset16(u16 *s, u16 v, size_t count);
void *memset32(u32 *s, u32 v, size_t count);
void *memset64(u64 *s, u64 v, size_t count);

size_t strlen(const char *s);
size_t strnlen(const char *s, size_t max);
int strcmp(const char *a, const char *b);
int strncmp(const char *a, const char *b, size_t n);
int strcasecmp(const char *a, const char *b);
int strncasecmp(const char *a, const char *b, size_t n);

char *strcpy(char *dst, const char *src);
char *strncpy(char *dst, const char *src, size_t n);
size_t strlcpy(char *dst, const char *src, size_t size);
ssize_t strscpy(char *dst, const char *src, size_t size);
ssize_t strscpy_pad(char *dst, const char *src, size_t size);
char *stpcpy(char *dst, const char *src);
char *strcat(char *dst, const char *src);
char *strncat(char *dst, const char *src, size_t n);
size_t strlcat(char *dst, const char *src, size_t size);

char *strchr(const char *s, int c);
char *strnchr(const char *s, size_t n, int c);
char *strrchr(const char *s, int c);
char *strchrnul(const char *s, int c);
char *strnchrnul(const char *s, size_t n, int c);
char *strstr(const char *s, const char *what);
char *strnstr(const char *s, const char *what, size_t n);
char *strsep(char **s, const char *delims);
size_t strspn(const char *s, const char *accept);
size_t strcspn(const char *s, const char *reject);
char *strpbrk(const char *s, const char *accept);

char *skip_spaces(const char *s);
char *strim(char *s);
char *strreplace(char *s, char old, char new);
bool sysfs_streq(const char *a, const char *b);
int match_string(const char *const *array, size_t n, const char *string);
int __sysfs_match_string(const char *const *array, size_t n, const char *s);
#define sysfs_match_string(array, s) __sysfs_match_string(array, ARRAY_SIZE(array), s)
/* fs/uaccess.c: copies of user memory, for kfree(), or an ERR_PTR() */
void *memdup_user(const void __user *from, size_t n);
void *vmemdup_user(const void __user *from, size_t n);
void *memdup_user_nul(const void __user *from, size_t n);
char *strndup_user(const char __user *s, long n);

/* mm/strdup.c: in memory from kmalloc(), for kfree(), or where the name ends in _const, kfree_const(). */
char *kstrdup(const char *s, gfp_t gfp);
char *kstrndup(const char *s, size_t max, gfp_t gfp);
const char *kstrdup_const(const char *s, gfp_t gfp);
void kfree_const(const void *s);
void *kmemdup(const void *src, size_t len, gfp_t gfp);
char *kmemdup_nul(const char *s, size_t len, gfp_t gfp);
void **__memcat_p(void **a, void **b);

/* Two arrays of pointers of one type, each ended with NULL, as one, for kfree(). */
#define memcat_p(a, b)                                                                             \
	({                                                                                         \
		_Static_assert(__builtin_types_compatible_p(typeof(*(a)), typeof(*(b))), "of one type"); \
		(typeof(*(a)) *)__memcat_p((void **)(a), (void **)(b));                            \
	})

void memzero_explicit(void *s, size_t n);
/* Set what lies behind a member of a structure, or from one on. */
#define memset_after(obj, byte, member)                                                            \
	memset((u8 *)(obj) + offsetofend(typeof(*(obj)), member), byte,                            \
	       sizeof(*(obj)) - offsetofend(typeof(*(obj)), member))
#define memset_startat(obj, byte, member)                                                          \
	memset((u8 *)(obj) + offsetof(typeof(*(obj)), member), byte,                               \
	       sizeof(*(obj)) - offsetof(typeof(*(obj)), member))

/* Text into an array that need not end with a zero; strtomem_pad() fills the rest with @pad. */
#define strtomem(dest, src)                                                                        \
	((void)memcpy(dest, src, strnlen(src, sizeof(dest) + __must_be_array(dest))))
#define strtomem_pad(dest, src, pad)                                                               \
	memcpy_and_pad(dest, sizeof(dest) + __must_be_array(dest), src, strnlen(src, sizeof(dest)), pad)

void memcpy_and_pad(void *dst, size_t dst_len, const void *src, size_t count, int pad);

static inline __must_check char *strstrip(char *s)
{
	return strim(s);
}

/* Whether @str begins with @prefix: the length of @prefix, or 0. */
static inline size_t str_has_prefix(const char *str, const char *prefix)
{
	size_t len = strlen(prefix);

	return strncmp(str, prefix, len) == 0 ? len : 0;
}

static inline bool strstarts(const char *str, const char *prefix)
{
	return strncmp(str, prefix, strlen(prefix)) == 0;
}

/* The last component of a path. */
static inline const char *kbasename(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

#if !__STDC_HOSTED__
/*
 * -ffreestanding makes the compiler forget what these mean; told again, it turns small constant
 * sizes into single moves and lengths of literals into constants.
 */
#define memcpy(dst, src, n) __builtin_memcpy(dst, src, n)
#define memmove(dst, src, n) __builtin_memmove(dst, src, n)
#define memset(dst, c, n) __builtin_memset(dst, c, n)
#define memcmp(a, b, n) __builtin_memcmp(a, b, n)
#define strlen(s) __builtin_strlen(s)
#define strcmp(a, b) __builtin_strcmp(a, b)
#endif

#endif
