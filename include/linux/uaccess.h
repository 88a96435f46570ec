/* SPDX-License-Identifier: MIT */
/*
 * Memory whose addresses came from elsewhere. There are no programs yet: what a driver calls user
 * space is the monitor's buffer, in the kernel's part of the address space. A bad address is found by
 * the fault it causes, never an oops.
 */
#ifndef _LINUX_UACCESS_H
#define _LINUX_UACCESS_H

#include <linux/compiler.h>
#include <linux/errno.h>
#include <linux/might_sleep.h>
#include <linux/sched.h>
#include <linux/string.h>
#include <linux/types.h>

/**
 * copy_from_kernel_nofault() - read kernel memory that may be unmapped
 * @dst: where to
 * @src: any address
 * @size: bytes
 *
 * Context: any; a fault on the way is caught. Return: 0, or -EFAULT with @dst filled in part.
 */
long __must_check copy_from_kernel_nofault(void *dst, const void *src, size_t size);

/**
 * copy_catching() - copy, wherever that leads (arch)
 * @dst: any address
 * @src: any address
 * @size: bytes
 *
 * Context: any. Return: how many bytes were not copied: those from the first bad one on.
 */
unsigned long __must_check copy_catching(void *dst, const void *src, unsigned long size);
unsigned long __must_check clear_catching(void *dst, unsigned long size);

/* May the monitor have meant this? Any range that exists: one that does not wrap round. */
static inline bool __access_ok(unsigned long address, unsigned long size)
{
	return address + size >= address;
}
#define access_ok(address, size) __access_ok((unsigned long)(address), (size))

static inline unsigned long __must_check __copy_from_user_inatomic(void *to, const void __user *from, unsigned long n)
{
	return access_ok(from, n) ? copy_catching(to, (const void *)from, n) : n;
}

static inline unsigned long __must_check __copy_to_user_inatomic(void __user *to, const void *from, unsigned long n)
{
	return access_ok(to, n) ? copy_catching((void *)to, from, n) : n;
}

unsigned long __must_check copy_from_user(void *to, const void __user *from, unsigned long n);
unsigned long __must_check copy_to_user(void __user *to, const void *from, unsigned long n);
unsigned long __must_check clear_user(void __user *to, unsigned long n);
long strncpy_from_user(char *to, const char __user *from, long n);
long strnlen_user(const char __user *s, long n);
long __must_check strncpy_from_kernel_nofault(char *dst, const void *src, long n);
long __must_check copy_to_kernel_nofault(void *dst, const void *src, size_t size);

#define __copy_from_user(to, from, n) copy_from_user(to, from, n)
#define __copy_to_user(to, from, n) copy_to_user(to, from, n)
#define __clear_user(to, n) clear_user(to, n)
#define strlen_user(s) strnlen_user(s, 0x7fffffffL)

/* One value; 0 or -EFAULT, and then @x becomes 0. */
#define get_user(x, ptr)                                                                           \
	({                                                                                         \
		const typeof(*(ptr)) __user *__from = (ptr);                                       \
		__typeof__(*(ptr)) __value;                                                        \
		long __err = copy_from_user(&__value, __from, sizeof(__value)) ? -EFAULT : 0;      \
		(x) = (__typeof__(x))__value;                                                      \
		__err;                                                                             \
	})
#define put_user(x, ptr)                                                                           \
	({                                                                                         \
		__typeof__(*(ptr)) __user *__to = (ptr);                                           \
		__typeof__(*(ptr)) __value = (__typeof__(*(ptr)))(x);                              \
		copy_to_user((void __user *)__to, &__value, sizeof(__value)) ? -EFAULT : 0;        \
	})
#define __get_user(x, ptr) get_user(x, ptr)
#define __put_user(x, ptr) put_user(x, ptr)

#define get_kernel_nofault(value, ptr) copy_from_kernel_nofault(&(value), ptr, sizeof(value))

/*
 * Between these two a fault in user memory is not waited for. Here none ever is: nothing is brought in
 * when it is touched. They do what keeps the thread where it is.
 */
#define pagefault_disable() preempt_disable()
#define pagefault_enable() preempt_enable()

#endif
