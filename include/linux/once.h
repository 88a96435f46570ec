/* SPDX-License-Identifier: MIT */
/* Things that are done the first time only. */
#ifndef _LINUX_ONCE_H
#define _LINUX_ONCE_H

#include <linux/atomic.h>
#include <linux/types.h>

/* Calls the function once, from whichever CPU comes first; true for that one. Others do not wait for it. */
#define DO_ONCE(function, ...)                                                                     \
	({                                                                                         \
		static atomic_t __done = ATOMIC_INIT(0);                                           \
		bool __first = !atomic_read(&__done) && !atomic_xchg(&__done, 1);                  \
		if (__first)                                                                       \
			function(__VA_ARGS__);                                                     \
		__first;                                                                           \
	})
#define DO_ONCE_LITE(function, ...) DO_ONCE(function, ##__VA_ARGS__)
#define DO_ONCE_LITE_IF(condition, function, ...) ((condition) && DO_ONCE(function, ##__VA_ARGS__))
#define get_random_once(buf, nbytes) DO_ONCE(get_random_bytes, (buf), (nbytes))

#endif
