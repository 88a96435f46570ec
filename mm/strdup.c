// SPDX-License-Identifier: MIT
/* Copies of strings and other memory, in memory from kmalloc(). */
#include <asm/sections.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/stdarg.h>
#include <linux/string.h>

/**
 * kmemdup() - a copy of some bytes
 * @src: the bytes
 * @len: how many
 * @gfp: GFP flags
 */
void *kmemdup(const void *src, size_t len, gfp_t gfp)
{
	void *copy = kmalloc_track_caller(len, gfp);

	return copy && len ? memcpy(copy, src, len) : copy;
}
EXPORT_SYMBOL(kmemdup);

/**
 * kmemdup_nul() - a string of some bytes
 * @s: the bytes, of which none is zero
 * @len: how many
 * @gfp: GFP flags
 */
char *kmemdup_nul(const char *s, size_t len, gfp_t gfp)
{
	char *copy = s ? kmalloc_track_caller(len + 1, gfp) : NULL;

	if (!copy)
		return NULL;
	memcpy(copy, s, len);
	copy[len] = '\0';
	return copy;
}
EXPORT_SYMBOL(kmemdup_nul);

/**
 * kstrdup() - a copy of a string
 * @s: the string; NULL gives NULL
 * @gfp: GFP flags
 */
char *kstrdup(const char *s, gfp_t gfp)
{
	return s ? kmemdup_nul(s, strlen(s), gfp) : NULL;
}
EXPORT_SYMBOL(kstrdup);

/**
 * kstrndup() - a copy of the beginning of a string
 * @s: the string; NULL gives NULL
 * @max: bytes to copy at most
 * @gfp: GFP flags
 */
char *kstrndup(const char *s, size_t max, gfp_t gfp)
{
	return s ? kmemdup_nul(s, strnlen(s, max), gfp) : NULL;
}
EXPORT_SYMBOL(kstrndup);

static bool is_constant(const void *s)
{
	return (const char *)s >= __start_rodata && (const char *)s < __end_rodata;
}

/**
 * kstrdup_const() - a string that stays: itself if it is a literal of the kernel, or else a copy
 * @s: the string
 * @gfp: GFP flags
 *
 * Return: what kfree_const() takes.
 */
const char *kstrdup_const(const char *s, gfp_t gfp)
{
	return is_constant(s) ? s : kstrdup(s, gfp);
}
EXPORT_SYMBOL(kstrdup_const);

/**
 * kfree_const() - free what kstrdup_const() gave
 * @s: the string
 */
void kfree_const(const void *s)
{
	if (!is_constant(s))
		kfree(s);
}
EXPORT_SYMBOL(kfree_const);

/**
 * kvasprintf() - print into memory of the right size
 * @gfp: GFP flags
 * @fmt: format
 * @args: what is printed
 */
char *kvasprintf(gfp_t gfp, const char *fmt, va_list args)
{
	va_list again;
	char *text;
	int len;

	va_copy(again, args);
	len = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	text = kmalloc_track_caller(len + 1, gfp);
	if (text)
		vsnprintf(text, len + 1, fmt, args);
	return text;
}
EXPORT_SYMBOL(kvasprintf);

/**
 * kasprintf() - print into memory of the right size
 * @gfp: GFP flags
 * @fmt: format
 */
char *kasprintf(gfp_t gfp, const char *fmt, ...)
{
	va_list args;
	char *text;

	va_start(args, fmt);
	text = kvasprintf(gfp, fmt, args);
	va_end(args);
	return text;
}
EXPORT_SYMBOL(kasprintf);

/**
 * kvasprintf_const() - kvasprintf(), or a string of the kernel itself if there is nothing to print
 *
 * Return: what kfree_const() takes.
 */
const char *kvasprintf_const(gfp_t gfp, const char *fmt, va_list args)
{
	if (!strchr(fmt, '%'))
		return kstrdup_const(fmt, gfp);
	if (!strcmp(fmt, "%s"))
		return kstrdup_const(va_arg(args, const char *), gfp);
	return kvasprintf(gfp, fmt, args);
}
EXPORT_SYMBOL(kvasprintf_const);

/**
 * __memcat_p() - memcat_p(): two arrays of pointers, each ended with NULL, as one
 * @a: the first
 * @b: the second
 *
 * Return: the new array, ended with NULL; NULL if there is no memory.
 */
void **__memcat_p(void **a, void **b)
{
	size_t nr_a = 0, nr_b = 0;
	void **all;

	while (a[nr_a])
		nr_a++;
	while (b[nr_b])
		nr_b++;
	all = kmalloc_array(nr_a + nr_b + 1, sizeof(void *), GFP_KERNEL);
	if (!all)
		return NULL;
	memcpy(all, a, nr_a * sizeof(void *));
	memcpy(all + nr_a, b, (nr_b + 1) * sizeof(void *));
	return all;
}
EXPORT_SYMBOL(__memcat_p);
