/* SPDX-License-Identifier: MIT */
/* Reading memory that may not be there. */
#ifndef _LINUX_UACCESS_H
#define _LINUX_UACCESS_H

#include <linux/compiler.h>
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

#endif
