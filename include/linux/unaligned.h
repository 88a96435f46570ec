/* SPDX-License-Identifier: MIT */
/* Values at any address; the compiler knows what the CPU can do. */
#ifndef _LINUX_UNALIGNED_H
#define _LINUX_UNALIGNED_H

#include <linux/byteorder.h>
#include <linux/types.h>

#define get_unaligned(ptr)                                                                         \
	({                                                                                         \
		const struct { typeof(*(ptr)) x; } __attribute__((packed)) *__at = (const void *)(ptr); \
		__at->x;                                                                           \
	})
#define put_unaligned(value, ptr)                                                                  \
	do {                                                                                       \
		struct { typeof(*(ptr)) x; } __attribute__((packed)) *__at = (void *)(ptr);        \
		__at->x = (value);                                                                 \
	} while (0)

#define __UNALIGNED(bits, order)                                                                   \
	static inline u##bits get_unaligned_##order##bits(const void *p)                           \
	{                                                                                          \
		return order##bits##_to_cpu(get_unaligned((const u##bits *)p));                    \
	}                                                                                          \
	static inline void put_unaligned_##order##bits(u##bits value, void *p)                     \
	{                                                                                          \
		put_unaligned(cpu_to_##order##bits(value), (u##bits *)p);                          \
	}
__UNALIGNED(16, le)
__UNALIGNED(32, le)
__UNALIGNED(64, le)
__UNALIGNED(16, be)
__UNALIGNED(32, be)
__UNALIGNED(64, be)

#endif
