// SPDX-License-Identifier: MIT
/* Copies to and from addresses that came from elsewhere, and what is built of them. Context: process. */
#include <linux/err.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>

/**
 * copy_from_user() - copy from a caller's buffer
 * @to: the kernel's
 * @from: the caller's
 * @n: bytes
 *
 * Context: process; may sleep. Return: how many bytes could not be copied; they are zeroes in @to.
 */
unsigned long copy_from_user(void *to, const void __user *from, unsigned long n)
{
	unsigned long left;

	might_sleep();
	left = __copy_from_user_inatomic(to, from, n);
	if (left)
		memset(to + n - left, 0, left);
	return left;
}
EXPORT_SYMBOL(copy_from_user);

/** copy_to_user - copy to a caller's buffer; how many bytes could not be copied */
unsigned long copy_to_user(void __user *to, const void *from, unsigned long n)
{
	might_sleep();
	return __copy_to_user_inatomic(to, from, n);
}
EXPORT_SYMBOL(copy_to_user);

/** clear_user - zeroes to a caller's buffer; how many bytes could not be written */
unsigned long clear_user(void __user *to, unsigned long n)
{
	might_sleep();
	return access_ok(to, n) ? clear_catching((void *)to, n) : n;
}
EXPORT_SYMBOL(clear_user);

/**
 * strncpy_from_user() - copy a caller's string
 * @to: the kernel's
 * @from: the caller's
 * @n: bytes at most, the zero included
 *
 * Return: its length without the zero; @n if there was none in so many; -EFAULT.
 */
long strncpy_from_user(char *to, const char __user *from, long n)
{
	for (long i = 0; i < n; i++) {
		if (__copy_from_user_inatomic(to + i, from + i, 1))
			return -EFAULT;
		if (!to[i])
			return i;
	}
	return n;
}
EXPORT_SYMBOL(strncpy_from_user);

/** strnlen_user - length of a caller's string with its zero; 0 for a bad address, more than @n for no zero in so many */
long strnlen_user(const char __user *s, long n)
{
	char c;

	for (long i = 0; i < n; i++) {
		if (__copy_from_user_inatomic(&c, s + i, 1))
			return 0;
		if (!c)
			return i + 1;
	}
	return n + 1;
}
EXPORT_SYMBOL(strnlen_user);

/* Fills @p, which @free frees if that fails. */
static void *filled(void *p, const void __user *from, size_t n, void (*free)(const void *))
{
	if (!p)
		return ERR_PTR(-ENOMEM);
	if (copy_from_user(p, from, n)) {
		free(p);
		return ERR_PTR(-EFAULT);
	}
	return p;
}

/** memdup_user - a caller's bytes in memory for kfree(), or an ERR_PTR() */
void *memdup_user(const void __user *from, size_t n)
{
	return filled(kmalloc(n, GFP_KERNEL), from, n, kfree);
}
EXPORT_SYMBOL(memdup_user);

/** vmemdup_user - as memdup_user(), for kvfree() */
void *vmemdup_user(const void __user *from, size_t n)
{
	return filled(kvmalloc(n, GFP_KERNEL), from, n, kvfree);
}
EXPORT_SYMBOL(vmemdup_user);

/** memdup_user_nul - as memdup_user(), with a zero behind it */
void *memdup_user_nul(const void __user *from, size_t n)
{
	char *p = filled(kmalloc(n + 1, GFP_KERNEL), from, n, kfree);

	if (!IS_ERR(p))
		p[n] = 0;
	return p;
}
EXPORT_SYMBOL(memdup_user_nul);

/** strndup_user - a caller's string of at most @n bytes with its zero, for kfree(), or an ERR_PTR() */
char *strndup_user(const char __user *s, long n)
{
	long length = strnlen_user(s, n);

	if (!length)
		return ERR_PTR(-EFAULT);
	if (length > n)
		return ERR_PTR(-EINVAL);
	return memdup_user_nul(s, length - 1);
}
EXPORT_SYMBOL(strndup_user);

/* What a write() holds, as text: a sign, 64 bits to the base 2, a line feed and the zero have room. */
static int number_text(char text[67], const char __user *s, size_t count)
{
	count = min_t(size_t, count, 66);
	if (copy_from_user(text, s, count))
		return -EFAULT;
	text[count] = 0;
	return 0;
}

/* kstrto*() of a caller's text of @count characters; -EFAULT besides. */
#define KSTRTO_FROM_USER(kstrto, type)                                                             \
	int kstrto##_from_user(const char __user *s, size_t count, unsigned int base, type *res)   \
	{                                                                                          \
		char text[67];                                                                     \
												   \
		return number_text(text, s, count) ?: kstrto(text, base, res);                     \
	}                                                                                          \
	EXPORT_SYMBOL(kstrto##_from_user)

KSTRTO_FROM_USER(kstrtoint, int);
KSTRTO_FROM_USER(kstrtouint, unsigned int);
KSTRTO_FROM_USER(kstrtol, long);
KSTRTO_FROM_USER(kstrtoul, unsigned long);
KSTRTO_FROM_USER(kstrtoll, long long);
KSTRTO_FROM_USER(kstrtoull, unsigned long long);

int kstrtobool_from_user(const char __user *s, size_t count, bool *res)
{
	char text[67];

	return number_text(text, s, count) ?: kstrtobool(text, res);
}
EXPORT_SYMBOL(kstrtobool_from_user);

/** strncpy_from_kernel_nofault - a string at any address; its length with the zero, or -EFAULT */
long strncpy_from_kernel_nofault(char *dst, const void *src, long n)
{
	for (long i = 0; i < n; i++) {
		if (copy_catching(dst + i, src + i, 1)) {
			dst[0] = 0;
			return -EFAULT;
		}
		if (!dst[i])
			return i + 1;
	}
	if (n > 0)
		dst[n - 1] = 0;
	return n;
}
EXPORT_SYMBOL(strncpy_from_kernel_nofault);

/** copy_to_kernel_nofault - write where nothing may be; 0, or -EFAULT */
long copy_to_kernel_nofault(void *dst, const void *src, size_t size)
{
	return copy_catching(dst, src, size) ? -EFAULT : 0;
}
EXPORT_SYMBOL(copy_to_kernel_nofault);
