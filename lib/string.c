// SPDX-License-Identifier: MIT
/*
 * Strings, as C11 7.24 and Linux define them. Written for size: none of them is on a fast path.
 * Where a name is in parentheses, <linux/string.h> has a macro of it. Context: any.
 */
#include <linux/ctype.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/limits.h>
#include <linux/minmax.h>
#include <linux/string.h>

/** strnlen - the length of @s, at most @max; reads no byte behind @max */
size_t strnlen(const char *s, size_t max)
{
	size_t n = 0;

	while (n < max && s[n]) {
		n++;
		barrier(); /* or gcc sees strlen() here and in strlen() itself */
	}
	return n;
}
EXPORT_SYMBOL(strnlen);

/** strlen - the length of @s without its terminator */
size_t (strlen)(const char *s)
{
	return strnlen(s, SIZE_MAX);
}
EXPORT_SYMBOL(strlen);

/** strncmp - compare at most @n characters, as unsigned; < 0, 0 or > 0 */
int strncmp(const char *a, const char *b, size_t n)
{
	for (; n; n--, a++, b++) {
		if (*a != *b)
			return (u8)*a - (u8)*b;
		if (!*a)
			break;
	}
	return 0;
}
EXPORT_SYMBOL(strncmp);

/** strcmp - compare two strings; < 0, 0 or > 0 */
int (strcmp)(const char *a, const char *b)
{
	return strncmp(a, b, SIZE_MAX);
}
EXPORT_SYMBOL(strcmp);

/** strncasecmp - strncmp() after all ASCII letters were made small */
int strncasecmp(const char *a, const char *b, size_t n)
{
	for (; n; n--, a++, b++) {
		int difference = (u8)tolower(*a) - (u8)tolower(*b);

		if (difference || !*a)
			return difference;
	}
	return 0;
}
EXPORT_SYMBOL(strncasecmp);

/** strcasecmp - strcmp() after all ASCII letters were made small */
int strcasecmp(const char *a, const char *b)
{
	return strncasecmp(a, b, SIZE_MAX);
}
EXPORT_SYMBOL(strcasecmp);

/** stpcpy - copy with the terminator; returns the place of the terminator in @dst */
char *stpcpy(char *dst, const char *src)
{
	size_t len = strlen(src);

	memcpy(dst, src, len + 1);
	return dst + len;
}
EXPORT_SYMBOL(stpcpy);

/** strcpy - copy with the terminator; @dst must have room */
char *strcpy(char *dst, const char *src)
{
	stpcpy(dst, src);
	return dst;
}
EXPORT_SYMBOL(strcpy);

/**
 * strncpy - copy at most @n bytes, and fill up to @n with zeros
 *
 * Does not terminate @dst if @src has @n characters or more: strscpy() does.
 */
char *strncpy(char *dst, const char *src, size_t n)
{
	memcpy_and_pad(dst, n, src, strnlen(src, n), 0);
	return dst;
}
EXPORT_SYMBOL(strncpy);

/**
 * strlcpy - copy at most @size - 1 characters and terminate (BSD)
 *
 * Return: the length of @src; if it is >= @size, it was cut.
 */
size_t strlcpy(char *dst, const char *src, size_t size)
{
	size_t len = strlen(src);

	if (size) {
		size_t copied = min(len, size - 1);

		memcpy(dst, src, copied);
		dst[copied] = '\0';
	}
	return len;
}
EXPORT_SYMBOL(strlcpy);

/**
 * strscpy - copy at most @size - 1 characters and terminate; reads no more of @src than it must
 *
 * Return: the characters copied, or -E2BIG if @src was cut or @size is 0.
 */
ssize_t strscpy(char *dst, const char *src, size_t size)
{
	size_t len = strnlen(src, size);

	if (!size || size > INT_MAX)
		return -E2BIG;
	if (len == size) {
		memcpy(dst, src, size - 1);
		dst[size - 1] = '\0';
		return -E2BIG;
	}
	memcpy(dst, src, len);
	dst[len] = '\0';
	return (ssize_t)len;
}
EXPORT_SYMBOL(strscpy);

/** strscpy_pad - strscpy(), and the rest of @dst is filled with zeros */
ssize_t strscpy_pad(char *dst, const char *src, size_t size)
{
	ssize_t len = strscpy(dst, src, size);

	if (len >= 0)
		memset(dst + len, 0, size - (size_t)len);
	return len;
}
EXPORT_SYMBOL(strscpy_pad);

/** strncat - append at most @n characters of @src and a terminator */
char *strncat(char *dst, const char *src, size_t n)
{
	char *end = dst + strlen(dst);
	size_t len = strnlen(src, n);

	memcpy(end, src, len);
	end[len] = '\0';
	return dst;
}
EXPORT_SYMBOL(strncat);

/** strcat - append @src; @dst must have room */
char *strcat(char *dst, const char *src)
{
	return strncat(dst, src, SIZE_MAX);
}
EXPORT_SYMBOL(strcat);

/**
 * strlcat - append to the string in @dst, a buffer of @size bytes, cutting what does not fit
 *
 * Return: the length it tried to make; if it is >= @size, @src was cut.
 */
size_t strlcat(char *dst, const char *src, size_t size)
{
	size_t used = strnlen(dst, size);

	return used + strlcpy(dst + used, src, size - used);
}
EXPORT_SYMBOL(strlcat);

/** strnchrnul - the first @c in at most @n characters of @s, else the end of that */
char *strnchrnul(const char *s, size_t n, int c)
{
	while (n && *s && *s != (char)c) {
		s++;
		n--;
		barrier();
	}
	return (char *)s;
}
EXPORT_SYMBOL(strnchrnul);

/** strchrnul - the first @c in @s, else its terminator */
char *strchrnul(const char *s, int c)
{
	return strnchrnul(s, SIZE_MAX, c);
}
EXPORT_SYMBOL(strchrnul);

/** strchr - the first @c in @s or NULL; '\0' finds the terminator */
char *strchr(const char *s, int c)
{
	char *p = strchrnul(s, c);

	return *p == (char)c ? p : NULL;
}
EXPORT_SYMBOL(strchr);

/** strnchr - strchr() in at most @n characters */
char *strnchr(const char *s, size_t n, int c)
{
	for (; n; n--, s++) {
		if (*s == (char)c)
			return (char *)s;
		if (!*s)
			break;
	}
	return NULL;
}
EXPORT_SYMBOL(strnchr);

/** strrchr - the last @c in @s or NULL; '\0' finds the terminator */
char *strrchr(const char *s, int c)
{
	const char *last = NULL;

	do {
		if (*s == (char)c)
			last = s;
	} while (*s++);
	return (char *)last;
}
EXPORT_SYMBOL(strrchr);

/** strnstr - the first @what within the first @n characters of @s, or NULL */
char *strnstr(const char *s, const char *what, size_t n)
{
	size_t len = strlen(what);

	for (n = strnlen(s, n); n >= len; n--, s++)
		if (memcmp(s, what, len) == 0)
			return (char *)s;
	return NULL;
}
EXPORT_SYMBOL(strnstr);

/** strstr - the first @what in @s, or NULL; the empty string is found at once */
char *strstr(const char *s, const char *what)
{
	return strnstr(s, what, SIZE_MAX);
}
EXPORT_SYMBOL(strstr);

/* The length of the start of @s whose characters all are (@wanted) or are not in @set. */
static size_t span(const char *s, const char *set, bool wanted)
{
	size_t n = 0;

	while (s[n] && (*strchrnul(set, s[n]) != '\0') == wanted)
		n++;
	return n;
}

/** strspn - the length of the start of @s made of characters in @accept */
size_t strspn(const char *s, const char *accept)
{
	return span(s, accept, true);
}
EXPORT_SYMBOL(strspn);

/** strcspn - the length of the start of @s free of characters in @reject */
size_t strcspn(const char *s, const char *reject)
{
	return span(s, reject, false);
}
EXPORT_SYMBOL(strcspn);

/** strpbrk - the first character of @s that is in @accept, or NULL */
char *strpbrk(const char *s, const char *accept)
{
	s += strcspn(s, accept);
	return *s ? (char *)s : NULL;
}
EXPORT_SYMBOL(strpbrk);

/**
 * strsep - cut the next token off *@s
 * @s: moved behind the delimiter, NULL behind the last token
 * @delims: any of these ends a token; two in a row make an empty one
 *
 * Return: the token, or NULL if *@s was NULL.
 */
char *strsep(char **s, const char *delims)
{
	char *token = *s;
	char *end;

	if (!token)
		return NULL;
	end = strpbrk(token, delims);
	if (end)
		*end++ = '\0';
	*s = end;
	return token;
}
EXPORT_SYMBOL(strsep);

/** skip_spaces - @s without leading white space */
char *skip_spaces(const char *s)
{
	while (isspace(*s))
		s++;
	return (char *)s;
}
EXPORT_SYMBOL(skip_spaces);

/** strim - cut white space off the end of @s, in place; returns the first other character */
char *strim(char *s)
{
	char *end = s + strlen(s);

	while (end > s && isspace(end[-1]))
		end--;
	*end = '\0';
	return skip_spaces(s);
}
EXPORT_SYMBOL(strim);

/** strreplace - make every @old in @s a @new; returns the end of @s */
char *strreplace(char *s, char old, char new)
{
	for (; *s; s++)
		if (*s == old)
			*s = new;
	return s;
}
EXPORT_SYMBOL(strreplace);

/** sysfs_streq - whether two strings are equal but for one newline at the end */
bool sysfs_streq(const char *a, const char *b)
{
	while (*a && *a == *b) {
		a++;
		b++;
	}
	if (*a == '\n' && !a[1])
		a++;
	if (*b == '\n' && !b[1])
		b++;
	return !*a && !*b;
}
EXPORT_SYMBOL(sysfs_streq);

/**
 * match_string - the place of @string in @array
 * @array: of @n strings, or fewer and then NULL
 *
 * Return: its index, or -EINVAL.
 */
int match_string(const char *const *array, size_t n, const char *string)
{
	for (size_t i = 0; i < n && array[i]; i++)
		if (!strcmp(array[i], string))
			return (int)i;
	return -EINVAL;
}
EXPORT_SYMBOL(match_string);

/** __sysfs_match_string - match_string() with sysfs_streq(), as user input ends in a newline */
int __sysfs_match_string(const char *const *array, size_t n, const char *s)
{
	for (size_t i = 0; i < n && array[i]; i++)
		if (sysfs_streq(array[i], s))
			return (int)i;
	return -EINVAL;
}
EXPORT_SYMBOL(__sysfs_match_string);
