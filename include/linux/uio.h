/* SPDX-License-Identifier: MIT */
/* Vectors of buffers: only the names, for tables of operations that mention them. Nothing here. */
#ifndef _LINUX_UIO_H
#define _LINUX_UIO_H

#include <linux/compiler.h>
#include <linux/types.h>

struct iov_iter;
struct kiocb;

/* One buffer of a vector, and one in the kernel's memory. */
struct iovec {
	void __user *iov_base;
	size_t iov_len;
};

struct kvec {
	void *iov_base;
	size_t iov_len;
};

#endif
